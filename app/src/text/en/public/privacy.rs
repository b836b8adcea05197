//! `/privacy`

use crate::text::public::Article;

pub(super) const PRIVACY: Article = Article {
    title: "Privacy",
    lead: "What we keep, why, and how.",
    parts: &[
        (
            "What we keep",
            &[
                "Your mobile number, to sign you in and to reach you. Name and birth date of the person to be vaccinated, so that the hospital can check identity and age.",
                "Your e-mail address and where your browser is notified, if you gave them: only to tell you, and gone as soon as you delete them.",
                "Bookings and waits with their status, vaccinations, and when you signed in.",
            ],
        ),
        (
            "What we do not keep",
            &[
                "We neither ask for nor store resident registration numbers. The name field takes no digits.",
                "No advertising and no outside analytics. Our access log holds neither your address (IP) nor what you searched for.",
                "We do not receive your position. Your browser asks for it when you list the nearest hospitals, but distances are worked out on your device and the position is not sent to us.",
            ],
        ),
        (
            "How we keep it",
            &[
                "Names, birth dates, mobile numbers, e-mail addresses and where browsers are notified are encrypted before they are stored (XChaCha20-Poly1305). Equal numbers are found by a value that only the holder of a key can make (HMAC): the database alone cannot be read.",
                "What you send after your session has ended is kept encrypted for a day, shown to you alone once you have signed in again, and deleted.",
                "A one-time code is valid for 5 minutes and erased once it is used or expired. Of staff passwords and of sign-ins only hashes are stored.",
                "To stop floods of sign-in tries, the server counts tries by address, for 10 minutes and in memory only.",
            ],
        ),
        (
            "Who can see it",
            &[
                "You, and the reservation managers of the hospital you asked. Nobody at another hospital and no other person.",
            ],
        ),
        (
            "Cookies, and what your device saves",
            &[
                "Cookies remember your sign-in, language and contrast. Without signing in there is no sign-in cookie. Once you start booking, a cookie saves you from queueing again when many people come; looking a reservation up by its number sets one that opens it for 15 minutes. When your session ends, and whether keys are on, is kept in this browser only.",
                "If you sign in with another account, one more cookie checks your return for ten minutes. From that account we receive only a value that says who you are to it, and keep it in a form nobody can read (HMAC).",
                "A phone saves the booking you saw last, without a name, so that you can see it offline. It is deleted when you sign out, when another account signs in, or after a day. Computers save nothing of the kind.",
            ],
        ),
        (
            "For how long",
            &[
                "Under My data you can download what is kept or delete your account. Names, dates of birth and the phone number are then deleted at once.",
                "Vaccination records are kept as the law asks. After deletion they carry a number and no name.",
            ],
        ),
    ],
};
