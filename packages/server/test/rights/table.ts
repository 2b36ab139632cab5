// Who may do what: the one table that the tests of rights run through every kind of door, and that docs/rights.md is made
// of. A line is a verb, what it is done to, and what each column is answered: `yes`, the code of the refusal, or `-` where
// there is nothing to ask.

export interface Circumstance {
  readonly name: string;
  /** As the page has it. */
  readonly title: string;
  readonly about: string;
  /** Whose lines hold here, too, where there is none of the same verb and object. */
  readonly like?: string;
  /** What outsiders and banned ones are answered to every line taken over from there. */
  readonly hiddenAs?: "no_such_room";
  readonly lines: string;
}

export const circumstances: readonly Circumstance[] = [
  {
    name: "public",
    title: "In a public room",
    about:
      "The columns are roles in the room. `banned` is banned from the room; an outsider is in the chat, and not a member of the room.",
    lines: `
                                        owner        admin        moderator    member       guest        banned       outsider
      join                              yes          yes          yes          yes          yes          banned       yes
      join      when it is full         -            -            -            -            -            banned       room_full
      leave                             yes          yes          yes          yes          yes          not_member   not_member
      members                           yes          yes          yes          yes          yes          banned       yes
      members   who are away, too       yes          yes          yes          yes          yes          banned       yes
      history                           yes          yes          yes          yes          yes          banned       yes
      read                              yes          yes          yes          yes          yes          banned       not_member
      say                               yes          yes          yes          yes          yes          banned       not_member
      typing                            yes          yes          yes          yes          yes          banned       not_member
      react                             yes          yes          yes          yes          yes          banned       not_member
      reactions                         yes          yes          yes          yes          yes          banned       yes
      edit      his own message         yes          yes          yes          yes          yes          banned       not_member
      edit      a guest's message       not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  banned       not_member
      delete    his own message         yes          yes          yes          yes          yes          banned       yes
      delete    a guest's message       yes          yes          yes          not_allowed  not_allowed  banned       not_allowed
      delete    an admin's message      yes          not_allowed  not_allowed  not_allowed  not_allowed  banned       not_allowed
      delete    the owner's message     yes          not_allowed  not_allowed  not_allowed  not_allowed  banned       not_allowed
      versions  of his own message      yes          yes          yes          yes          yes          banned       yes
      versions  of a guest's message    yes          yes          yes          not_allowed  not_allowed  banned       not_allowed
      nick                              yes          yes          yes          yes          yes          banned       not_member
      invite                            yes          yes          yes          yes          yes          banned       not_member
      answer    uninvited               not_invited  not_invited  not_invited  not_invited  not_invited  not_invited  not_invited
      change    the topic               yes          yes          yes          not_allowed  not_allowed  not_allowed  not_allowed
      change    the description         yes          yes          yes          not_allowed  not_allowed  not_allowed  not_allowed
      change    the title               yes          yes          not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      change    who may enter           yes          yes          not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      change    how many may enter      yes          yes          not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      change    whether it is archived  yes          yes          not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      kick      a guest                 yes          yes          yes          not_allowed  not_allowed  not_allowed  not_allowed
      kick      an admin                yes          not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      kick      the owner               not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      ban       a guest                 yes          yes          yes          not_allowed  not_allowed  not_allowed  not_allowed
      ban       an admin                yes          not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      ban       the owner               not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      ban       an address              not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      mute      a guest                 yes          yes          yes          not_allowed  not_allowed  not_allowed  not_allowed
      mute      an admin                yes          not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      mute      the owner               not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      lift      a moderator's ban       yes          yes          yes          not_allowed  not_allowed  not_allowed  not_allowed
      lift      the owner's ban         yes          not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      sanctions                         yes          yes          yes          not_allowed  not_allowed  not_allowed  not_allowed
      audit                             yes          yes          not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      role      moderator, to a guest   yes          yes          not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      role      admin, to a guest       yes          not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      role      member, to an admin     yes          not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      master    to a guest              yes          not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
    `,
  },
  {
    name: "closed",
    title: "In a closed room",
    about:
      "Everyone knows that it is there. It is entered by invitation, and read by its members. Everything else is as in a public room.",
    like: "public",
    lines: `
                                        owner        admin        moderator    member       guest        banned       outsider
      join                              yes          yes          yes          yes          yes          banned       not_invited
      join      when invited            -            -            -            -            -            banned       yes
      answer    when invited            -            -            -            -            -            -            yes
      members                           yes          yes          yes          yes          yes          banned       not_member
      members   who are away, too       yes          yes          yes          yes          yes          banned       not_member
      history                           yes          yes          yes          yes          yes          banned       not_member
      reactions                         yes          yes          yes          yes          yes          banned       not_member
      delete    his own message         yes          yes          yes          yes          yes          banned       not_member
      delete    a guest's message       yes          yes          yes          not_allowed  not_allowed  banned       not_member
      delete    an admin's message      yes          not_allowed  not_allowed  not_allowed  not_allowed  banned       not_member
      delete    the owner's message     yes          not_allowed  not_allowed  not_allowed  not_allowed  banned       not_member
      versions  of his own message      yes          yes          yes          yes          yes          banned       not_member
      versions  of a guest's message    yes          yes          yes          not_allowed  not_allowed  banned       not_member
    `,
  },
  {
    name: "private",
    title: "In a private room",
    about:
      "Whoever is in it may do there what he may do in a closed room. For anyone else, and for whoever was banned from it, it does not exist, nor does a ban or mute there. (He may make a public room of the same title.)",
    like: "closed",
    hiddenAs: "no_such_room",
    lines: `
                                        owner        admin        moderator    member       guest        banned       outsider
      join      when invited            -            -            -            -            -            banned       yes
      answer    when invited            -            -            -            -            -            -            yes
      lift      a moderator's ban       yes          yes          yes          not_allowed  not_allowed  bad_request  bad_request
      lift      the owner's ban         yes          not_allowed  not_allowed  not_allowed  not_allowed  bad_request  bad_request
    `,
  },
  {
    name: "direct",
    title: "In a direct conversation",
    about:
      "The columns are roles in the chat of someone who is one of its people: they count for nothing there. An outsider is none of its people.",
    lines: `
                                        owner        admin        moderator    member       guest        banned       outsider
      join                              yes          yes          yes          yes          yes          -            no_such_room
      leave                             not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  -            no_such_room
      members                           yes          yes          yes          yes          yes          -            no_such_room
      history                           yes          yes          yes          yes          yes          -            no_such_room
      read                              yes          yes          yes          yes          yes          -            no_such_room
      say                               yes          yes          yes          yes          yes          -            no_such_room
      typing                            yes          yes          yes          yes          yes          -            no_such_room
      react                             yes          yes          yes          yes          yes          -            no_such_room
      reactions                         yes          yes          yes          yes          yes          -            no_such_room
      edit      his own message         yes          yes          yes          yes          yes          -            -
      edit      a guest's message       not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  -            no_such_room
      delete    his own message         yes          yes          yes          yes          yes          -            -
      delete    a guest's message       not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  -            no_such_room
      versions  of his own message      yes          yes          yes          yes          yes          -            -
      versions  of a guest's message    not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  -            no_such_room
      nick                              not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  -            no_such_room
      invite                            not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  -            no_such_room
      answer    uninvited               not_invited  not_invited  not_invited  not_invited  not_invited  -            no_such_room
      change    the topic               not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  -            no_such_room
      change    who may enter           not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  -            no_such_room
      kick      a guest                 not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  -            no_such_room
      ban       a guest                 not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  -            no_such_room
      mute      a guest                 not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  -            no_such_room
      sanctions                         not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  -            no_such_room
      audit                             not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  -            no_such_room
      role      moderator, to a guest   not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  -            no_such_room
      master    to a guest              not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  -            no_such_room
    `,
  },
  {
    name: "lobby",
    title: "In the lobby",
    about:
      "The columns are roles in the chat. It stays, is open to everyone, has no master, and nobody is kicked from it; the rest is as in any public room.",
    like: "public",
    lines: `
                                        owner        admin        moderator    member       guest        banned       outsider
      join      when it is full         -            -            -            -            -            -            -
      change    the title               not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      change    who may enter           not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      change    how many may enter      not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      change    whether it is archived  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      kick      a guest                 not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      kick      an admin                not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      ban       an address              yes          yes          not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      master    to a guest              not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
    `,
  },
  {
    name: "archived",
    title: "In an archived room",
    about:
      "A public room that was archived, with roles in the room. It is read, and what is in it may be deleted; nothing is added to it.",
    lines: `
                                        owner        admin        moderator    member       guest        banned       outsider
      join                              yes          yes          yes          yes          yes          banned       yes
      history                           yes          yes          yes          yes          yes          banned       yes
      read                              yes          yes          yes          yes          yes          banned       not_member
      invite                            yes          yes          yes          yes          yes          banned       not_member
      say                               archived     archived     archived     archived     archived     banned       not_member
      typing                            archived     archived     archived     archived     archived     banned       not_member
      react                             archived     archived     archived     archived     archived     banned       not_member
      edit      his own message         archived     archived     archived     archived     archived     banned       not_member
      delete    his own message         yes          yes          yes          yes          yes          banned       yes
      delete    a guest's message       yes          yes          yes          not_allowed  not_allowed  banned       not_allowed
      change    the topic               archived     archived     archived     not_allowed  not_allowed  not_allowed  not_allowed
      change    the title               archived     archived     not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      change    the description         yes          yes          yes          not_allowed  not_allowed  not_allowed  not_allowed
      change    whether it is archived  yes          yes          not_allowed  not_allowed  not_allowed  not_allowed  not_allowed
      kick      a guest                 yes          yes          yes          not_allowed  not_allowed  not_allowed  not_allowed
    `,
  },
  {
    name: "muted",
    title: "Muted in a room",
    about:
      "A public room in which everyone of these is muted, with roles in the room. He reads, and keeps order if he may; nothing of his own is told.",
    lines: `
                                        owner        admin        moderator    member       guest        banned       outsider
      join                              yes          yes          yes          yes          yes          -            -
      history                           yes          yes          yes          yes          yes          -            -
      read                              yes          yes          yes          yes          yes          -            -
      whisper                           yes          yes          yes          yes          yes          -            -
      say                               muted        muted        muted        muted        muted        -            -
      typing                            muted        muted        muted        muted        muted        -            -
      react                             muted        muted        muted        muted        muted        -            -
      nick                              muted        muted        muted        muted        muted        -            -
      invite                            muted        muted        muted        muted        muted        -            -
      edit      his own message         muted        muted        muted        muted        muted        -            -
      delete    his own message         yes          yes          yes          yes          yes          -            -
      change    the topic               muted        muted        muted        not_allowed  not_allowed  -            -
      change    the description         muted        muted        muted        not_allowed  not_allowed  -            -
      change    the title               muted        muted        not_allowed  not_allowed  not_allowed  -            -
      change    who may enter           yes          yes          not_allowed  not_allowed  not_allowed  -            -
      kick      a guest                 yes          yes          yes          not_allowed  not_allowed  -            -
      lift      his own mute            not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  -            -
    `,
  },
  {
    name: "muted anywhere",
    title: "Muted in the whole chat",
    about:
      "The columns are roles in the chat. Nobody mutes its owner. He may say nothing in any room, nor in any other way.",
    lines: `
                                        owner        admin        moderator    member       guest        banned       outsider
      say                               -            muted        muted        muted        muted        -            -
      react                             -            muted        muted        muted        muted        -            -
      history                           -            yes          yes          yes          yes          -            -
      whisper                           -            muted        muted        muted        muted        -            -
      direct    one that is new         -            muted        muted        muted        muted        -            -
      create                            -            muted        muted        muted        muted        -            -
      join      a room that is new      -            muted        muted        muted        muted        -            -
      rename                            -            not_allowed  not_allowed  not_allowed  muted        -            -
      broadcast with the key            -            muted        muted        muted        muted        -            -
      lift      his own mute            -            not_allowed  not_allowed  not_allowed  not_allowed  -            -
    `,
  },
  {
    name: "over a public room",
    title: "In a public room of others, by a role in the chat",
    about:
      "The columns are roles in the chat, of someone who is not in the room. He rules there without being in it; to say something he joins.",
    lines: `
                                        owner        admin        moderator    member       guest        banned       outsider
      join                              yes          yes          yes          -            -            -            -
      join      when it is full         yes          yes          room_full    -            -            -            -
      say                               not_member   not_member   not_member   -            -            -            -
      history                           yes          yes          yes          -            -            -            -
      versions  of a guest's message    yes          yes          yes          -            -            -            -
      delete    a guest's message       yes          yes          yes          -            -            -            -
      delete    an admin's message      yes          not_allowed  not_allowed  -            -            -            -
      delete    the owner's message     yes          not_allowed  not_allowed  -            -            -            -
      change    the topic               yes          yes          yes          -            -            -            -
      change    the title               yes          yes          not_allowed  -            -            -            -
      change    who may enter           yes          yes          not_allowed  -            -            -            -
      kick      a guest                 yes          yes          yes          -            -            -            -
      kick      an admin                yes          not_allowed  not_allowed  -            -            -            -
      kick      the owner               yes          not_allowed  not_allowed  -            -            -            -
      ban       a guest                 yes          yes          yes          -            -            -            -
      ban       the owner               yes          not_allowed  not_allowed  -            -            -            -
      ban       an address              yes          yes          not_allowed  -            -            -            -
      mute      the owner               yes          not_allowed  not_allowed  -            -            -            -
      lift      a moderator's ban       yes          yes          yes          -            -            -            -
      lift      the owner's ban         yes          not_allowed  not_allowed  -            -            -            -
      sanctions                         yes          yes          yes          -            -            -            -
      audit                             yes          yes          not_allowed  -            -            -            -
      role      moderator, to a guest   yes          yes          not_allowed  -            -            -            -
      role      admin, to a guest       yes          not_allowed  not_allowed  -            -            -            -
      role      member, to an admin     yes          not_allowed  not_allowed  -            -            -            -
      master    to a guest              yes          yes          not_allowed  -            -            -            -
    `,
  },
  {
    name: "over a closed room",
    title: "In a closed room of others, by a role in the chat",
    about:
      "As in a public room of others; but it is read by its members only, and entered uninvited by admins and the owner of the chat.",
    like: "over a public room",
    lines: `
                                        owner        admin        moderator    member       guest        banned       outsider
      join                              yes          yes          not_invited  -            -            -            -
      history                           not_member   not_member   not_member   -            -            -            -
      versions  of a guest's message    not_member   not_member   not_member   -            -            -            -
      delete    a guest's message       not_member   not_member   not_member   -            -            -            -
      delete    an admin's message      not_member   not_member   not_member   -            -            -            -
      delete    the owner's message     not_member   not_member   not_member   -            -            -            -
    `,
  },
  {
    name: "over a private room",
    title: "In a private room of others, by a role in the chat",
    about: "It does not exist for him either, nor does a direct conversation.",
    lines: `
                                        owner        admin        moderator    member       guest        banned       outsider
      join                              no_such_room no_such_room no_such_room -            -            -            -
      leave                             no_such_room no_such_room no_such_room -            -            -            -
      members                           no_such_room no_such_room no_such_room -            -            -            -
      history                           no_such_room no_such_room no_such_room -            -            -            -
      say                               no_such_room no_such_room no_such_room -            -            -            -
      versions  of a guest's message    no_such_room no_such_room no_such_room -            -            -            -
      delete    a guest's message       no_such_room no_such_room no_such_room -            -            -            -
      change    the topic               no_such_room no_such_room no_such_room -            -            -            -
      change    who may enter           no_such_room no_such_room no_such_room -            -            -            -
      kick      a guest                 no_such_room no_such_room no_such_room -            -            -            -
      ban       a guest                 no_such_room no_such_room no_such_room -            -            -            -
      ban       an address              no_such_room no_such_room no_such_room -            -            -            -
      mute      a guest                 no_such_room no_such_room no_such_room -            -            -            -
      lift      a moderator's ban       bad_request  bad_request  bad_request  -            -            -            -
      sanctions                         no_such_room no_such_room no_such_room -            -            -            -
      audit                             no_such_room no_such_room no_such_room -            -            -            -
      role      moderator, to a guest   no_such_room no_such_room no_such_room -            -            -            -
      master    to a guest              no_such_room no_such_room no_such_room -            -            -            -
    `,
  },
  {
    name: "over a direct room",
    title: "In a direct conversation of others, by a role in the chat",
    about: "It does not exist for him either.",
    like: "over a private room",
    lines: `
                                        owner        admin        moderator    member       guest        banned       outsider
      lift      a moderator's ban       -            -            -            -            -            -            -
    `,
  },
  {
    name: "invited over a private room",
    title:
      "In a private room of others that he was let into, by a role in the chat",
    about: "From when he is in it on, his role counts there.",
    lines: `
                                        owner        admin        moderator    member       guest        banned       outsider
      history                           yes          yes          yes          -            -            -            -
      say                               yes          yes          yes          -            -            -            -
      delete    a guest's message       yes          yes          yes          -            -            -            -
      delete    the owner's message     yes          not_allowed  not_allowed  -            -            -            -
      change    the title               yes          yes          not_allowed  -            -            -            -
      kick      a guest                 yes          yes          yes          -            -            -            -
      kick      the owner               yes          not_allowed  not_allowed  -            -            -            -
    `,
  },
  {
    name: "chat",
    title: "In the chat as a whole",
    about:
      "The columns are roles in the chat. `banned` is banned from it: his connections end, and he is refused at `hello`. An outsider is a connection that has not said hello.",
    lines: `
                                        owner        admin        moderator    member       guest        banned       outsider
      hello                             yes          yes          yes          yes          yes          banned       yes
      register                          yes          yes          yes          yes          yes          -            yes
      ping                              yes          yes          yes          yes          yes          banned       hello_first
      people                            yes          yes          yes          yes          yes          banned       hello_first
      person                            yes          yes          yes          yes          yes          banned       hello_first
      rooms                             yes          yes          yes          yes          yes          banned       hello_first
      memberships                        yes          yes          yes          yes          yes          banned       hello_first
      directs                           yes          yes          yes          yes          yes          banned       hello_first
      away                              yes          yes          yes          yes          yes          banned       hello_first
      join      a room that is new      yes          yes          yes          yes          yes          banned       hello_first
      create                            yes          yes          yes          yes          yes          banned       hello_first
      whisper                           yes          yes          yes          yes          yes          banned       hello_first
      direct    one that is new         yes          yes          yes          yes          yes          banned       hello_first
      rename                            not_allowed  not_allowed  not_allowed  not_allowed  yes          banned       hello_first
      rules                             yes          yes          yes          yes          yes          banned       hello_first
      rules     to set them             yes          yes          not_allowed  not_allowed  not_allowed  banned       hello_first
      broadcast                         yes          yes          not_allowed  not_allowed  not_allowed  banned       hello_first
      broadcast with the key            yes          yes          yes          yes          yes          banned       hello_first
      ban       a guest                 yes          yes          yes          not_allowed  not_allowed  banned       hello_first
      ban       an admin                yes          not_allowed  not_allowed  not_allowed  not_allowed  banned       hello_first
      ban       the owner               not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  banned       hello_first
      ban       an address              yes          yes          not_allowed  not_allowed  not_allowed  banned       hello_first
      ban       with his addresses      yes          yes          not_allowed  not_allowed  not_allowed  banned       hello_first
      mute      a guest                 yes          yes          yes          not_allowed  not_allowed  banned       hello_first
      mute      an admin                yes          not_allowed  not_allowed  not_allowed  not_allowed  banned       hello_first
      mute      the owner               not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  banned       hello_first
      mute      with his addresses      yes          yes          not_allowed  not_allowed  not_allowed  banned       hello_first
      lift      a moderator's ban       yes          yes          yes          not_allowed  not_allowed  banned       hello_first
      lift      the owner's ban         yes          not_allowed  not_allowed  not_allowed  not_allowed  banned       hello_first
      lift      an address's ban        yes          yes          not_allowed  not_allowed  not_allowed  banned       hello_first
      sanctions                         yes          yes          yes          not_allowed  not_allowed  banned       hello_first
      audit                             yes          yes          not_allowed  not_allowed  not_allowed  banned       hello_first
      role      moderator, to a member  yes          yes          not_allowed  not_allowed  not_allowed  banned       hello_first
      role      admin, to a member      yes          not_allowed  not_allowed  not_allowed  not_allowed  banned       hello_first
      role      member, to an admin     yes          not_allowed  not_allowed  not_allowed  not_allowed  banned       hello_first
      role      moderator, to a guest   not_allowed  not_allowed  not_allowed  not_allowed  not_allowed  banned       hello_first
      reset     a member's password     yes          yes          not_allowed  not_allowed  not_allowed  banned       hello_first
      reset     an admin's password     yes          not_allowed  not_allowed  not_allowed  not_allowed  banned       hello_first
      redeem    a link that is good     yes          yes          yes          yes          yes          yes          yes
      redeem    a link that is not      bad_token    bad_token    bad_token    bad_token    bad_token    bad_token    bad_token
      claim     with another link       bad_token    bad_token    bad_token    bad_token    not_allowed  banned       hello_first
      password                          yes          yes          yes          yes          not_allowed  banned       hello_first
      token                             yes          yes          yes          yes          not_allowed  banned       hello_first
      sessions                          yes          yes          yes          yes          yes          banned       hello_first
      revoke    his own                 yes          yes          yes          yes          yes          banned       hello_first
      revoke    another's               bad_request  bad_request  bad_request  bad_request  bad_request  banned       hello_first
      logout                            yes          yes          yes          yes          yes          banned       hello_first
    `,
  },
  {
    name: "locked",
    title: "While guests are locked out, and registration is closed",
    about:
      "The columns are roles in the chat. Guests' connections have ended; accounts go on.",
    lines: `
                                        owner        admin        moderator    member       guest        banned       outsider
      hello                             yes          yes          yes          yes          locked       banned       locked
      register                          yes          yes          locked       locked       locked       -            locked
      people                            yes          yes          yes          yes          locked       banned       hello_first
      whisper                           yes          yes          yes          yes          locked       banned       hello_first
    `,
  },
  {
    name: "unowned",
    title: "While the chat has no owner",
    about:
      "The server prints a link when it starts; it serves once. `redeem` is for passwords, and knows nothing of it.",
    lines: `
                                        owner        admin        moderator    member       guest        banned       outsider
      claim     with the link           -            -            -            yes          not_allowed  -            hello_first
    `,
  },
];
