//! Icons: always decorative, the meaning stands in the text beside them.

use leptos::prelude::*;

/// The drawings there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the pictures")]
pub enum Glyph {
    Check,
    CheckCircle,
    Clock,
    Calendar,
    CalendarCheck,
    Hospital,
    Syringe,
    Bell,
    Alert,
    Info,
    XCircle,
    MinusCircle,
    SlashCircle,
    ShieldCheck,
    Search,
    ChevronLeft,
    ChevronRight,
    ChevronDown,
    X,
    Plus,
    Person,
    People,
    Phone,
    Mail,
    External,
    Print,
    Download,
    MapPin,
    Refresh,
    WifiOff,
    Menu,
    Globe,
    Contrast,
    LogOut,
    Lock,
    Document,
    Edit,
    List,
    Chart,
    Settings,
    Box,
    Truck,
    Trash,
    Qr,
    Message,
}

impl Glyph {
    /// All of them.
    pub const ALL: [Self; 45] = [
        Self::Check,
        Self::CheckCircle,
        Self::Clock,
        Self::Calendar,
        Self::CalendarCheck,
        Self::Hospital,
        Self::Syringe,
        Self::Bell,
        Self::Alert,
        Self::Info,
        Self::XCircle,
        Self::MinusCircle,
        Self::SlashCircle,
        Self::ShieldCheck,
        Self::Search,
        Self::ChevronLeft,
        Self::ChevronRight,
        Self::ChevronDown,
        Self::X,
        Self::Plus,
        Self::Person,
        Self::People,
        Self::Phone,
        Self::Mail,
        Self::External,
        Self::Print,
        Self::Download,
        Self::MapPin,
        Self::Refresh,
        Self::WifiOff,
        Self::Menu,
        Self::Globe,
        Self::Contrast,
        Self::LogOut,
        Self::Lock,
        Self::Document,
        Self::Edit,
        Self::List,
        Self::Chart,
        Self::Settings,
        Self::Box,
        Self::Truck,
        Self::Trash,
        Self::Qr,
        Self::Message,
    ];

    /// The path in a box of 24 × 24; stroke and colour come from the style sheet.
    pub fn path(self) -> &'static str {
        match self {
            Self::Check => "M4.5 12.5l5 5L19.5 6.5",
            Self::CheckCircle => "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM8 12.3l2.8 2.8l5.2-5.7",
            Self::Clock => "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM12 7v5.3l3.4 2",
            Self::Calendar => {
                "M5 5.5h14a1 1 0 0 1 1 1V19a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6.5a1 1 0 0 1 1-1zM4 10h16M8 3v4M16 3v4"
            }
            Self::CalendarCheck => {
                "M5 5.5h14a1 1 0 0 1 1 1V19a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6.5a1 1 0 0 1 1-1zM4 10h16M8 3v4M16 3v4M9 15l2.2 2.1l3.8-4"
            }
            Self::Hospital => "M5 21V5a1 1 0 0 1 1-1h12a1 1 0 0 1 1 1v16M3 21h18M12 7v6M9 10h6M10 21v-4h4v4",
            Self::Syringe => {
                "M18 2.8L21.2 6M19.6 4.4l-2.8 2.8M13.2 4.8l6 6M14.8 6.4L6 15.2a1.9 1.9 0 0 0 0 2.8a1.9 1.9 0 0 0 2.8 0l8.8-8.8M6 18l-3 3M10.2 11l2 2M12.8 8.4l2 2"
            }
            Self::Bell => {
                "M12 3.5a6 6 0 0 0-6 6v4.5l-2 3.5h16l-2-3.5V9.5a6 6 0 0 0-6-6zM9.8 20.5a2.4 2.4 0 0 0 4.4 0"
            }
            Self::Alert => "M12 4L2.8 19.8h18.4zM12 10v4.4M12 17v.1",
            Self::Info => "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM12 11v5.4M12 7.6v.1",
            Self::XCircle => "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM9 9l6 6M15 9l-6 6",
            Self::MinusCircle => "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM8 12h8",
            Self::SlashCircle => "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM5.7 5.7l12.6 12.6",
            Self::ShieldCheck => {
                "M12 3l7.5 2.8v5.4c0 4.6-3 8-7.5 9.8c-4.5-1.8-7.5-5.2-7.5-9.8V5.8zM8.6 11.9l2.5 2.5l4.4-4.7"
            }
            Self::Search => "M11 4a7 7 0 1 0 0 14a7 7 0 0 0 0-14zM16.2 16.2l4.3 4.3",
            Self::ChevronLeft => "M14.5 5.5L8 12l6.5 6.5",
            Self::ChevronRight => "M9.5 5.5L16 12l-6.5 6.5",
            Self::ChevronDown => "M5.5 9.5L12 16l6.5-6.5",
            Self::X => "M6 6l12 12M18 6L6 18",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Person => "M12 4a4 4 0 1 0 0 8a4 4 0 0 0 0-8zM4.5 20.5c.6-3.9 3.6-6 7.5-6s6.9 2.1 7.5 6",
            Self::People => {
                "M9 4.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 0 0 0-7zM2.5 19.5c.5-3.4 3.1-5.2 6.5-5.2s6 1.8 6.5 5.2M15.5 4.8a3.5 3.5 0 0 1 0 6.4M17.5 14.6c2.2.6 3.7 2.3 4 4.9"
            }
            Self::Phone => {
                "M6.2 3.8h2.6l1.6 4.2l-2 1.5a12 12 0 0 0 6.1 6.1l1.5-2l4.2 1.6v2.6a2 2 0 0 1-2.2 2A16.3 16.3 0 0 1 4.2 6a2 2 0 0 1 2-2.2z"
            }
            Self::Mail => {
                "M4 5.5h16a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1zM3.5 7l8.5 6.5L20.5 7"
            }
            Self::External => "M14 4h6v6M20 4l-9 9M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5",
            Self::Print => {
                "M7 9V4h10v5M7 17H5a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1h14a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1h-2M7 14h10v6H7z"
            }
            Self::Download => "M12 4v11M7 10.5l5 5l5-5M4.5 20h15",
            Self::MapPin => {
                "M12 21s-7-6.2-7-11.5a7 7 0 0 1 14 0C19 14.8 12 21 12 21zM12 7.2a2.4 2.4 0 1 0 0 4.8a2.4 2.4 0 0 0 0-4.8z"
            }
            Self::Refresh => "M19.5 14.7A8 8 0 1 1 18.9 8M19.6 3.6V8h-4.4",
            Self::WifiOff => {
                "M3.5 3.5l17 17M12 19v.1M8.8 15.7a4.6 4.6 0 0 1 6.4 0M5.6 12.4a9.1 9.1 0 0 1 4.6-2.4M2.5 9a13.4 13.4 0 0 1 4.2-2.7M14.6 10.2a9.1 9.1 0 0 1 3.8 2.2M11 5.1a13.6 13.6 0 0 1 10.5 3.9"
            }
            Self::Menu => "M4 6.5h16M4 12h16M4 17.5h16",
            Self::Globe => {
                "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM3 12h18M12 3c2.6 2.5 3.9 5.5 3.9 9s-1.3 6.5-3.9 9c-2.6-2.5-3.9-5.5-3.9-9S9.4 5.5 12 3z"
            }
            Self::Contrast => "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18zM12 3v18M15 4v16M18 6v12",
            Self::LogOut => "M14 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h8M10 12h10M16.5 8.5L20 12l-3.5 3.5",
            Self::Lock => {
                "M7 11h10a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"
            }
            Self::Document => "M6 3.5h8l4 4v13H6zM14 3.5v4h4M9 12h6M9 16h6",
            Self::Edit => "M4 20l1-4.5L16 4.5L19.5 8L8.5 19zM13.5 7l3.5 3.5",
            Self::List => "M8 6.5h12M8 12h12M8 17.5h12M4 6.5h.1M4 12h.1M4 17.5h.1",
            Self::Chart => "M4 20h16M7 20v-7M12 20V5M17 20V10",
            Self::Settings => "M4 7h9M17 7h3M4 17h3M11 17h9M15 5v4M9 15v4",
            Self::Box => "M4 7.5l8-4l8 4v9l-8 4l-8-4zM4 7.5l8 4l8-4M12 11.5v9",
            Self::Truck => {
                "M3 6h11v11H3zM14 10h4l3 3.5V17h-7M7 15a2 2 0 1 0 0 4a2 2 0 0 0 0-4zM17.5 15a2 2 0 1 0 0 4a2 2 0 0 0 0-4z"
            }
            Self::Trash => "M5 7h14M9.5 7V4h5v3M7 7l.8 13h8.4L17 7M10.3 10.5v6M13.7 10.5v6",
            Self::Qr => "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2M20 14v2M14 20h2M18 18h2v2",
            Self::Message => {
                "M4 5h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-9l-4.5 4v-4H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z"
            }
        }
    }
}

/// One icon.
#[component]
pub fn Icon(
    /// Which.
    glyph: Glyph,
    /// `icon--small` or `icon--large`.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! {
        // Where no style arrives it would be as wide as the page, and lie over what is beside it.
        <svg
            class=format!("icon {class}").trim_end().to_owned()
            width="24"
            height="24"
            viewBox="0 0 24 24"
            aria-hidden="true"
            focusable="false"
        >
            <path d=glyph.path()></path>
        </svg>
    }
}
