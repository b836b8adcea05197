//! The audit log says who looked at whom, who was turned away and how sign-ins went; what cannot be
//! noted is not shown.

use crate::{
    api::problem,
    cast::{Cast, Seat},
    harness::{World, api, call, get, post},
};
use domain::token::Scope;
use hyper::StatusCode;
use store::{
    audit_log::{Filter, Line, search},
    sqlx::{self, Executor},
};
use uuid::Uuid;

/// Action and subject of the lines since `after`, in their order, and the last line.
async fn lines(world: &World, after: i64) -> (Vec<(String, String)>, i64) {
    let mut found = search(&world.db, &Filter::default(), None, 1_000).await.unwrap();
    found.retain(|line| line.id > after);
    found.reverse();
    let last = found.last().map_or(after, |line: &Line| line.id);
    (found.into_iter().map(|line| (line.action, line.subject)).collect(), last)
}

fn said(lines: &[(&str, String)]) -> Vec<(String, String)> {
    lines.iter().map(|(action, subject)| ((*action).to_owned(), subject.clone())).collect()
}

/// Who opens what, with which form, and what is noted of it.
type Visit<'a> = (&'a str, &'a str, Option<&'a str>, &'a [(&'a str, String)]);

#[tokio::test(flavor = "multi_thread")]
async fn looks_at_people_and_denials_are_noted() {
    let world = World::make().await;
    let cast = Cast::assemble(&world).await;
    let server = world.serve_with(&[("ALIMI_WORKERS", "false".to_owned())]);
    let (id, record) = (cast.here.reservation, cast.here.vaccination);
    let (_, mut last) = lines(&world, 0).await;
    let walk_in = format!(
        "name=%EB%8B%A4%EB%A5%B8%EC%9D%B4&birth_year=1990&birth_month=1&birth_day=1&phone=01000000001&lot={}",
        cast.here.lot
    );
    let visits: [Visit; 10] = [
        (
            &cast.here.desk.1,
            &format!("/desk/requests/{id}"),
            None,
            &[("personal_data_read", format!("reservation:{id}"))],
        ),
        (
            &cast.here.desk.1,
            &format!("/desk/days/{}", cast.day),
            None,
            &[("personal_data_read", format!("/desk/days/{}", cast.day))],
        ),
        (
            &cast.here.desk.1,
            "/desk/visits",
            Some("q=0001"),
            &[
                ("person_found", format!("reservation:{id}")),
                ("personal_data_read", "/desk/visits".to_owned()),
            ],
        ),
        (
            &cast.here.desk.1,
            &format!("/desk/vaccinations/{record}"),
            None,
            &[("personal_data_read", format!("vaccination:{record}"))],
        ),
        (
            &cast.here.desk.1,
            "/desk/walk-in/check",
            Some(&walk_in),
            &[("number_of_others", format!("account:{}", cast.here.citizen.account))],
        ),
        // The page of a refused form shows as much as the page itself.
        (
            &cast.here.desk.1,
            "/desk/requests/reject",
            Some(&format!("id={id}")),
            &[("personal_data_read", format!("reservation:{id}"))],
        ),
        (
            &cast.there.desk.1,
            &format!("/desk/requests/{id}"),
            None,
            &[("access_denied", format!("reservation:{id}"))],
        ),
        (
            &cast.there.desk.1,
            "/desk/requests/accept",
            Some(&format!("id={id}")),
            &[("access_denied", format!("reservation:{id}"))],
        ),
        (&cast.here.stock.1, "/desk/requests", None, &[("access_denied", "/desk/requests".to_owned())]),
        (&cast.here.citizen.token, &format!("/my/{id}"), None, &[]),
    ];
    for (token, path, form, expected) in visits {
        call(server.address, path, Some(token), form).await;
        let (noted, now) = lines(&world, last).await;
        assert_eq!(noted, said(expected), "{path}");
        last = now;
    }
    drop(server);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_are_noted_like_pages() {
    let world = World::make().await;
    let cast = Cast::assemble(&world).await;
    let server = world.serve_with(&[("ALIMI_WORKERS", "false".to_owned())]);
    let (_, last) = lines(&world, 0).await;
    let day = &format!("/api/v1/desk/days/{}", cast.day);
    let of = |seat| cast.tokens(seat).unwrap().text.as_str();
    let ask = async |token: &str| api(server.address, day, Some(token), None, &[]).await;
    let (_, narrow) = world.token(cast.here.desk.0, &[Scope::VaccinationsWrite]).await;
    assert!(ask(of(Seat::DeskHere)).await.body.contains("시험"), "the desk sees who comes");
    problem(&ask(&narrow).await, 403, "scope_missing");
    problem(&ask(of(Seat::StockHere)).await, 403, "denied");
    let given = format!(r#"{{"reservation":"{}","lot":{}}}"#, cast.here.reservation, cast.there.lot);
    let key = Uuid::new_v4().to_string();
    let headers = [("idempotency-key", key.as_str())];
    let record = "/api/v1/vaccinations";
    let foreign = api(server.address, record, Some(of(Seat::DeskThere)), Some(&given), &headers).await;
    problem(&foreign, 404, "not_found");

    let found = search(&world.db, &Filter::default(), None, 1_000).await.unwrap();
    let mut noted: Vec<_> =
        found.iter().filter(|line| line.id > last && line.action != "token_created").collect();
    noted.reverse();
    let noted: Vec<_> =
        noted.iter().map(|l| (l.action.as_str(), l.subject.as_str(), l.reason.as_deref())).collect();
    assert_eq!(
        noted,
        [
            ("personal_data_read", day.as_str(), None),
            ("access_denied", day, Some("scope")),
            ("access_denied", day, Some("role")),
            ("access_denied", record, Some("not_theirs")),
        ]
    );
    world.db.pool().execute("REVOKE INSERT ON audit_log FROM alimi_app_test").await.unwrap();
    let unnoted = ask(of(Seat::DeskHere)).await;
    problem(&unnoted, 503, "busy");
    assert!(!unnoted.body.contains("시험"), "the answer leaks through");
    drop(server);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_noted_is_not_shown() {
    let world = World::make().await;
    let cast = Cast::assemble(&world).await;
    let server = world.serve();
    let page = format!("/desk/requests/{}", cast.here.reservation);
    let seen = get(server.address, &page, Some(&cast.here.desk.1)).await;
    assert!(seen.status == StatusCode::OK && seen.body.contains("시험"));
    world.db.pool().execute("REVOKE INSERT ON audit_log FROM alimi_app_test").await.unwrap();
    let denied = get(server.address, &page, Some(&cast.here.desk.1)).await;
    assert_eq!(denied.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(!denied.body.contains("시험"), "the page leaks through");
    let public = get(server.address, "/hospitals", None).await;
    assert_eq!(public.status, StatusCode::OK, "what is not noted goes on");
    drop(server);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sign_ins_are_noted_as_they_go() {
    let world = World::make().await;
    let server = world.serve_with(&[("ALIMI_WORKERS", "false".to_owned())]);
    let (_, mut last) = lines(&world, 0).await;
    let mut noted = async |path: &str, form: &str| {
        let answer = call(server.address, path, None, Some(form)).await;
        let (lines, now) = lines(&world, last).await;
        last = now;
        (answer, lines)
    };
    let admin = format!("account:{}", world.admin);
    let (_, lines) = noted("/staff/sign-in", "login=admin&password=wrong").await;
    assert_eq!(lines, said(&[("sign_in_failed", admin.clone())]));
    let (_, lines) = noted("/staff/sign-in", "login=nobody-here&password=wrong").await;
    assert_eq!(lines, said(&[("sign_in_failed", "/staff/sign-in".to_owned())]));
    for _ in 0..9 {
        noted("/staff/sign-in", "login=admin&password=wrong").await;
    }
    let (answer, lines) = noted("/staff/sign-in", "login=admin&password=wrong").await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(lines, said(&[("sign_in_locked", admin)]));

    let challenge = Uuid::new_v4();
    noted("/sign-in", &format!("phone=01012345678&key={challenge}")).await;
    let sent = store::code::list_open(&world.db).await.unwrap().pop().unwrap();
    let wrong = if sent.code == "000000" { "000001" } else { "000000" };
    let (_, lines) = noted("/sign-in/code", &format!("c={challenge}&code={wrong}")).await;
    assert_eq!(lines, said(&[("sign_in_failed", "/sign-in/code".to_owned())]));
    let (answer, lines) = noted("/sign-in/code", &format!("c={challenge}&code={}", sent.code)).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let account: i64 = sqlx::query_scalar("SELECT account_id FROM accounts WHERE kind = 'citizen'")
        .fetch_one(world.db.pool())
        .await
        .unwrap();
    assert_eq!(lines, said(&[("signed_in", format!("account:{account}"))]));
    drop(server);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_admin_searches_the_log_and_takes_it_along() {
    let world = World::make().await;
    let cast = Cast::assemble(&world).await;
    let server = world.serve();
    let id = cast.here.reservation;
    get(server.address, &format!("/desk/requests/{id}"), Some(&cast.here.desk.1)).await;
    let see = async |path: &str| get(server.address, path, Some(&cast.admin)).await.body;

    let page = see(&format!("/admin/log?account=desk1&subject=reservation:{id}")).await;
    assert!(
        page.contains("개인정보 열람") && page.contains(&format!("<code class=\"break\">reservation:{id}"))
    );
    assert!(!page.contains("시험접종"), "no name in the log");
    assert!(!page.contains("기록을 지키는 힘이 약합니다"), "the process has a role of its own");
    let none = see(&format!("/admin/log?account=desk2&subject=reservation:{id}")).await;
    assert!(none.contains("해당하는 기록이 없습니다"));

    let file = see(&format!("/admin/log.csv?account=desk1&subject=reservation:{id}")).await;
    let rows: Vec<&str> = file.lines().collect();
    assert_eq!(rows.len(), 2, "{file}");
    assert!(rows[1].contains(&format!("desk1,개인정보 열람,reservation:{id},이 병원")), "{file}");
    let (noted, _) = lines(&world, 0).await;
    assert_eq!(noted.last().unwrap().0, "log_exported");
    // Everything typed into an address is taken as it is.
    for odd in ["before=x", "from=2026-99-99&to=", "hospital=-1", "account=%00", "action=%27--"] {
        let answer = get(server.address, &format!("/admin/log?{odd}"), Some(&cast.admin)).await;
        assert!(!answer.status.is_server_error(), "{odd}: {}", answer.status);
    }
    assert_eq!(
        post(server.address, "/admin/log", &cast.admin, "").await.status,
        StatusCode::METHOD_NOT_ALLOWED,
        "nothing changes it"
    );
    drop(server);
    world.finish().await;
}
