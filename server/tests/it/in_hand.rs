//! The reservation in one's hand, over HTTP: what a browser is told that knows a number and a birth
//! date, what a calendar, the family, the desk's phone and whoever checks a proof get, and what
//! everybody else does not.

use crate::{
    cast::{Cast, Seat},
    harness::{Answer, Server, World, get, post, send},
};
use domain::{calendar::iso, id::ReservationId, vaccination::VoidReason};
use hyper::{Request, StatusCode, header};
use store::{link, reschedule, vaccination::void, view::reservation::find_mine};
use uuid::Uuid;

const BORN: &str = "birth_year=1980&birth_month=5&birth_day=17";

/// The number of the reservation that everything here is about.
async fn number(world: &World, cast: &Cast) -> String {
    let of = &cast.here;
    find_mine(&world.db, of.citizen.account, of.reservation).await.unwrap().unwrap().number.to_string()
}

/// The browser's own cookie in an answer.
fn cookie_of(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

/// Visits a page with these cookies.
async fn with(server: &Server, path: &str, cookies: &str) -> Answer {
    send(server.address, Request::get(path).header(header::COOKIE, cookies), "").await
}

fn main_of(answer: &Answer) -> &str {
    answer.body.split_once("<main").and_then(|(_, rest)| rest.split_once("</main>")).unwrap().0
}

/// A page that is for whoever holds its code, and for no archive.
fn assert_guarded(answer: &Answer) {
    assert_eq!(answer.header("cache-control"), "no-store");
    assert_eq!(answer.header("x-robots-tag"), "noindex, nofollow");
    assert_eq!(answer.header("referrer-policy"), "same-origin");
}

/// The lines of a calendar file, unfolded.
fn lines(answer: &Answer) -> Vec<String> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    assert_eq!(answer.header("cache-control"), "no-store");
    answer.body.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
}

fn value<'a>(lines: &'a [String], name: &str) -> &'a str {
    let of = |line: &'a String| line.strip_prefix(name).filter(|rest| rest.starts_with([':', ';']));
    let line = lines.iter().find_map(of).unwrap_or_else(|| panic!("{name} in {lines:?}"));
    line.split_once(':').unwrap().1
}

#[tokio::test(flavor = "multi_thread")]
async fn number_and_birth_date_show_a_reservation_and_no_name() {
    let world = World::make().await;
    let cast = Cast::assemble(&world).await;
    let server = world.serve();
    let number = number(&world, &cast).await;
    let id = cast.here.reservation;

    assert_eq!(with(&server, "/look-up/reservation", "").await.header("location"), "/look-up");
    let wrong = format!("number={number}&birth_year=1980&birth_month=5&birth_day=18");
    let refused = post(server.address, "/look-up", "", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.header("set-cookie"), "");

    let typed = number.to_lowercase().replace('-', " ");
    let found = post(server.address, "/look-up", "", &format!("number={typed}&{BORN}")).await;
    assert_eq!((found.status, found.header("location")), (StatusCode::SEE_OTHER, "/look-up/reservation"));
    let cookie = cookie_of(&found);
    let page = with(&server, "/look-up/reservation", &cookie).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_guarded(&page);
    let shown = main_of(&page);
    assert!(shown.contains(&number) && shown.contains("이 병원") && shown.contains("시*"), "{shown}");
    assert!(!shown.contains("시험<"), "the name is masked");
    // Changing anything leads over the sign-in.
    assert!(shown.contains(&format!("href=\"/my/{id}\"")));
    let own = with(&server, &format!("/my/{id}"), &cookie).await;
    assert!(own.header("location").starts_with("/sign-in?next="));
    assert_eq!(
        value(&lines(&with(&server, "/look-up/appointment.ics", &cookie).await), "STATUS"),
        "TENTATIVE"
    );

    // Another browser has nothing of it, and this one only until it is finished.
    assert_eq!(with(&server, "/look-up/reservation", "alimi_look_up=0").await.header("location"), "/look-up");
    let end = Request::post("/look-up/end")
        .header(header::ORIGIN, format!("http://{}", server.address))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, &cookie);
    let ended = send(server.address, end, "").await;
    assert_eq!(ended.header("location"), "/look-up?done=ended");
    for path in ["/look-up/reservation", "/look-up/appointment.ics"] {
        assert_eq!(with(&server, path, &cookie).await.header("location"), "/look-up");
    }
    drop(server);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_ends_by_number_and_by_address() {
    let world = World::make().await;
    let cast = Cast::assemble(&world).await;
    let number = number(&world, &cast).await;
    let server = world.serve();
    let guess = async |server: &Server, number: &str, day: u32| {
        let form = format!("number={number}&birth_year=1990&birth_month=1&birth_day={day}");
        post(server.address, "/look-up", "", &form).await
    };
    for tried in [number.as_str(), "2222-2222-22"] {
        for day in 1..=10 {
            assert_eq!(guess(&server, tried, day).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let stopped = post(server.address, "/look-up", "", &format!("number={tried}&{BORN}")).await;
        assert_eq!(stopped.status, StatusCode::TOO_MANY_REQUESTS, "even what is right waits: {tried}");
        assert!(stopped.header("retry-after").parse::<u32>().unwrap() > 3000);
    }
    drop(server);
    // Numbers that are never tried twice: the address is what is counted.
    let server = world.serve_with(&[("ALIMI_TRIES_PER_ADDRESS", "3".to_owned())]);
    for n in 3..=5 {
        let other = format!("{n}333-3333-33");
        assert_eq!(guess(&server, &other, 1).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(guess(&server, "6333-3333-33", 1).await.status, StatusCode::TOO_MANY_REQUESTS);
    drop(server);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_file_follows_its_reservation_and_says_nothing_of_why() {
    let world = World::make().await;
    let cast = Cast::assemble(&world).await;
    let server = world.serve();
    let of = &cast.here;
    let path = format!("/my/appointment.ics?reservation={}", of.reservation);
    let token = Some(of.citizen.token.as_str());
    let compact = async |ahead| iso(world.day(ahead).await).replace('-', "");

    let first = lines(&get(server.address, &path, token).await);
    assert_eq!(value(&first, "DTSTART"), compact(3).await);
    assert_eq!(value(&first, "DTEND"), compact(4).await);
    assert_eq!(value(&first, "X-WR-TIMEZONE"), "Asia/Seoul");
    assert_eq!((value(&first, "SUMMARY"), value(&first, "LOCATION")), ("방문 예약", "이 병원"));
    assert_eq!((value(&first, "STATUS"), value(&first, "CLASS")), ("TENTATIVE", "PRIVATE"));
    let number = number(&world, &cast).await;
    let whole = first.join("\n");
    for told in ["백신", "접종", "시험", &number, &of.reservation.to_string()] {
        assert!(!whole.contains(told), "{told} is in a calendar that others see");
    }

    reschedule::reschedule(&world.db, of.citizen.account, of.reservation, world.day(4).await)
        .await
        .unwrap()
        .unwrap();
    let moved = lines(&get(server.address, &path, token).await);
    assert_eq!(value(&moved, "DTSTART"), compact(4).await);
    assert_eq!(value(&moved, "UID"), value(&first, "UID"));
    let sequence = |lines: &[String]| value(lines, "SEQUENCE").parse::<u32>().unwrap();
    assert!(sequence(&moved) > sequence(&first));

    store::cancel::by_person(&world.db, of.citizen.account, of.reservation).await.unwrap().unwrap();
    let cookies = format!("alimi_session={}; lang=en", of.citizen.token);
    let struck = lines(&with(&server, &path, &cookies).await);
    assert_eq!((value(&struck, "STATUS"), value(&struck, "SUMMARY")), ("CANCELLED", "Appointment"));
    assert_eq!(value(&struck, "UID"), value(&first, "UID"));
    assert!(sequence(&struck) > sequence(&moved));
    drop(server);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shared_link_tells_place_day_and_state_until_it_is_ended() {
    let world = World::make().await;
    let cast = Cast::assemble(&world).await;
    let server = world.serve();
    let of = &cast.here;
    let path = format!("/share/{}", of.share_code);
    let page = get(server.address, &path, None).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_guarded(&page);
    let number = number(&world, &cast).await;
    assert!(main_of(&page).contains("이 병원") && main_of(&page).contains("예약 등록"));
    for told in ["시험", "시*", "시험백신", &number, &of.reservation.to_string()] {
        assert!(!main_of(&page).contains(told), "{told}");
    }

    let end = format!("reservation={}", of.reservation);
    let stranger = post(server.address, "/my/share/end", &cast.there.citizen.token, &end).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    assert_eq!(get(server.address, &path, None).await.status, StatusCode::OK);
    let ended = post(server.address, "/my/share/end", &of.citizen.token, &end).await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    let gone = get(server.address, &path, None).await;
    let never = get(server.address, "/share/00FF", None).await;
    assert_eq!((gone.status, never.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(main_of(&gone), main_of(&never));

    // A form that comes twice makes one link.
    let make = format!("reservation={}&key={}", of.reservation, Uuid::new_v4());
    let shown = async || {
        assert_eq!(
            post(server.address, "/my/share", &of.citizen.token, &make).await.status,
            StatusCode::SEE_OTHER
        );
        let page = get(server.address, &format!("/my/share?{end}"), Some(&of.citizen.token)).await.body;
        page.split("/share/").nth(1).unwrap()[..64].to_owned()
    };
    assert_eq!(shown().await, shown().await);
    drop(server);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_qr_code_leads_the_desk_to_the_visit_and_nobody_else_anywhere() {
    let world = World::make().await;
    let cast = Cast::assemble(&world).await;
    let server = world.serve();
    let of = &cast.here;
    let path = format!("/visit/{}", of.visit_code);
    let wrong = link::of_visit(&world.db, ReservationId(Uuid::new_v4()));
    let others = [Seat::Nobody, Seat::Owner, Seat::Stranger, Seat::StockHere, Seat::Admin];
    for seat in others {
        let token = cast.token(seat);
        let right = get(server.address, &path, token).await;
        assert_eq!(right.status, StatusCode::OK, "{seat:?}");
        assert_guarded(&right);
        let plain = |answer: &Answer, code: &str| main_of(answer).replace(code, "");
        for other in [wrong.as_str(), "nonsense"] {
            let answer = get(server.address, &format!("/visit/{other}"), token).await;
            assert_eq!(plain(&right, &of.visit_code), plain(&answer, other), "{seat:?}");
        }
        assert!(!right.body.contains(&of.reservation.to_string()), "{seat:?}");
    }
    let visit = format!("/desk/visit/{}", of.reservation);
    let desk = get(server.address, &path, cast.token(Seat::DeskHere)).await;
    assert_eq!((desk.status, desk.header("location")), (StatusCode::SEE_OTHER, visit.as_str()));
    assert_eq!(
        get(server.address, &format!("/visit/{wrong}x"), cast.token(Seat::DeskHere)).await.status,
        StatusCode::NOT_FOUND
    );
    // The page behind the sign-in leads on, and a scanner's line in the search does too.
    let next = format!("/staff?next=%2Fvisit%2F{}", of.visit_code);
    assert_eq!(get(server.address, &next, cast.token(Seat::DeskHere)).await.header("location"), path);
    let typed = format!("q=https%3A%2F%2Falimi.example%2Fvisit%2F{}", of.visit_code);
    let found = post(server.address, "/desk/visits", &of.desk.1, &typed).await;
    assert_eq!(found.header("location"), visit);
    // At another hospital it only says that it belongs elsewhere.
    let elsewhere = get(server.address, &path, cast.token(Seat::DeskThere)).await;
    assert_eq!(elsewhere.header("location"), visit);
    let page = get(server.address, &visit, cast.token(Seat::DeskThere)).await;
    assert!(!page.body.contains("시험"), "names somebody");
    drop(server);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proof_is_checked_by_whoever_holds_it_and_withdrawn_with_its_record() {
    let world = World::make().await;
    let cast = Cast::assemble(&world).await;
    let server = world.serve();
    let of = &cast.here;
    let paper = format!("/my/proof?vaccination={}", of.dose);
    let check = format!("/proof/{}", of.proof_code);
    let own = get(server.address, &paper, Some(&of.citizen.token)).await;
    assert!(main_of(&own).contains("시험어른") && main_of(&own).contains("Certificate of vaccination"));
    let seen = get(server.address, &check, None).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert_guarded(&seen);
    assert!(main_of(&seen).contains("유효한 접종 기록입니다") && main_of(&seen).contains("시**른"));
    // Nothing but what the paper is known by: no birth date, no lot, no hospital.
    for told in ["시험어른", "1950", "LOT-1", "이 병원"] {
        assert!(!main_of(&seen).contains(told), "{told}");
    }

    void(&world.db, world.admin, None, of.dose, VoidReason::WrongPerson).await.unwrap().unwrap();
    let seen = get(server.address, &check, None).await;
    assert!(main_of(&seen).contains("취소된 접종 기록입니다"));
    let own = get(server.address, &paper, Some(&of.citizen.token)).await;
    assert!(!main_of(&own).contains("시험어른") && main_of(&own).contains("이 접종 기록은 취소되었습니다"));
    assert_eq!(get(server.address, "/proof/00FF", None).await.status, StatusCode::NOT_FOUND);
    drop(server);
    world.finish().await;
}
