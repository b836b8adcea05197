//! The inbox, and by what an account wants to be told.

use crate::text::citizen::{Inbox, Settings};

pub(super) const INBOX: Inbox = Inbox {
    title: "Notices",
    unread: |n| format!("Unread notices: {n}"),
    all_read: "You have read all notices.",
    mark_read: "Mark all as read",
    new: "New",
    cut: |n| format!("The latest {n} notices are shown."),
    empty_title: "There are no notices yet",
    empty_text: "Once you book or join a waitlist, we tell you here how it goes.",
    see: "See the booking",
    choose: "Choose a date and book",
    receipts: "How it was sent",
    setting: Settings {
        title: "Notice settings",
        lead: "These settings are about messages to your phone. All notices stay in your list of notices whatever you choose.",
        saved: "Your settings are saved.",
        message: "Messages to your phone",
        message_on: "Send them",
        message_on_hint: "By KakaoTalk, or as a text message if you do not use KakaoTalk.",
        message_off: "Do not send them",
        message_off_hint: "Even urgent news, such as a dose held for you, is then only in your list of notices.",
        message_missing: "Choose whether to get messages on your phone.",
        quiet: "At night (21:00–08:00)",
        quiet_hint: "A dose held for you, a hospital's cancellation, and news about a vaccination today or tomorrow are sent at night as well.",
        quiet_on: "Do not send messages",
        quiet_on_hint: "What happens at night is sent at 8 in the morning.",
        quiet_off: "Send them at night as well",
        quiet_missing: "Choose whether to get messages at night.",
        language: "Language of messages",
        language_hint: "The language of the pages is another choice: the button at the top of the page.",
        language_missing: "Choose the language of messages.",
        save: "Save the settings",
    },
};
