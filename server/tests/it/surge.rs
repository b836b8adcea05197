//! More people than can be served: the queue at the door of booking, over two replicas.

use crate::harness::{Answer, Server, World, send, until};
use hyper::{
    Request, StatusCode,
    header::{ACCEPT, COOKIE, LOCATION, SET_COOKIE},
};

/// Every answer counts as slow: three seconds with one each make a surge.
const SURGE: [(&str, &str); 1] = [("ALIMI_SLOW_MS", "0")];

async fn visit(server: &Server, path: &str, cookie: &str) -> Answer {
    send(server.address, Request::get(path).header(ACCEPT, "text/html").header(COOKIE, cookie), "").await
}

fn location(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.headers[LOCATION].to_str().unwrap()
}

fn queues(answer: &Answer) -> bool {
    answer.headers.get(LOCATION).is_some_and(|l| l.to_str().unwrap().starts_with("/queue/"))
}

/// The ticket of an answer that leads to the queue.
fn ticket(answer: &Answer) -> String {
    let path = location(answer).strip_prefix("/queue/").unwrap_or_else(|| panic!("{}", location(answer)));
    path.split('?').next().unwrap().to_owned()
}

fn cookie(answer: &Answer, name: &str) -> Option<String> {
    let cookies = answer.headers.get_all(SET_COOKIE).iter().map(|c| c.to_str().unwrap());
    cookies.filter(|c| c.starts_with(name)).map(|c| c.split(';').next().unwrap().to_owned()).next_back()
}

fn replica(world: &World) -> Server {
    world.serve_with(&SURGE.map(|(name, value)| (name, value.to_owned())))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queue_stands_in_order_survives_a_replica_and_ends() {
    let world = World::make().await;
    let hospital = world.hospital("붐비는 병원", 10).await;
    let (first, second) = (replica(&world), replica(&world));
    let book = format!("/book?hospital={hospital}");

    // Without a surge nobody notices; whoever enters gets a note of it.
    let before = visit(&first, &book, "").await;
    assert!(!queues(&before));
    let note = cookie(&before, "alimi_inside").unwrap();

    until("people queue at both", async || {
        visit(&first, "/", "").await;
        tokio::time::sleep(std::time::Duration::from_millis(150)).await;
        queues(&visit(&first, &book, "").await) && queues(&visit(&second, &book, "").await)
    })
    .await;
    let mut tickets = Vec::new();
    for n in 0..12 {
        tickets.push(ticket(&visit(if n % 2 == 0 { &first } else { &second }, &book, "").await));
    }
    let place = |ticket: &str| ticket.split('-').nth(1).unwrap().parse::<i64>().unwrap();
    assert!(tickets.windows(2).all(|two| place(&two[0]) < place(&two[1])), "{tickets:?}");

    // Whoever was inside goes on; staff never queue; nobody writes a ticket of their own.
    assert!(!queues(&visit(&second, &book, &note).await));
    let desk = format!("alimi_session={}", world.session(world.admin).await);
    assert!(!queues(&visit(&second, &book, &desk).await));
    let (_, seal) = tickets[11].rsplit_once('-').unwrap();
    let forged = format!("1-1-{seal}");
    assert_eq!(location(&visit(&second, &format!("/queue/{forged}?next={book}"), "").await), book);
    assert!(queues(&visit(&second, &book, &format!("alimi_ticket={forged}")).await));

    // The page says how many are before, keeps the ticket, and looks again by itself.
    let page = visit(&second, &format!("/queue/{}?next={book}", tickets[11]), "").await;
    assert_eq!(page.status, StatusCode::OK);
    let again = r#"<noscript><meta http-equiv="refresh" content="5""#;
    assert!(page.body.contains(again) && page.body.contains("내 앞"), "{}", page.body);
    let held = cookie(&page, "alimi_ticket").unwrap();
    assert_eq!(ticket(&visit(&second, &book, &held).await), tickets[11], "a reload keeps the place");

    // The replica that gave half of the tickets dies; all are let in, in order.
    drop(first);
    until("the last one is in", async || {
        let mut inside = Vec::new();
        for ticket in &tickets {
            inside.push(
                visit(&second, &format!("/queue/{ticket}?next={book}"), "").await.status
                    == StatusCode::SEE_OTHER,
            );
        }
        assert!(inside.is_sorted_by(|a, b| a >= b), "somebody was overtaken: {inside:?}");
        inside[11]
    })
    .await;
    assert_eq!(location(&visit(&second, &format!("/queue/{}?next={book}", tickets[11]), "").await), book);
    assert!(!queues(&visit(&second, &book, &held).await));
    drop(second);
    world.finish().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_house_sends_people_away_at_once_and_staff_in() {
    let world = World::make().await;
    let server = world.serve_with(&[("ALIMI_AT_ONCE", "1".into())]);
    let mut crowd = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let address = server.address;
        crowd.spawn(async move { send(address, Request::get("/hospitals"), "").await });
    }
    let desk = format!("alimi_session={}", world.session(world.admin).await);
    assert_eq!(visit(&server, "/admin", &desk).await.status, StatusCode::OK);
    let (mut answered, mut away) = (0, 0);
    while let Some(answer) = crowd.join_next().await {
        let answer = answer.unwrap();
        match answer.status {
            StatusCode::OK => answered += 1,
            StatusCode::SERVICE_UNAVAILABLE => {
                assert!(answer.headers["retry-after"].to_str().unwrap().parse::<u32>().unwrap() >= 3);
                assert_eq!(answer.headers["cache-control"], "no-store");
                assert!(answer.headers.contains_key("content-security-policy"));
                away += 1;
            }
            other => panic!("{other}: {}", answer.body),
        }
    }
    assert!(answered >= 5 && away >= 1, "{answered} answered, {away} sent away");
    assert_eq!(visit(&server, "/hospitals", "").await.status, StatusCode::OK, "the house is open again");
    drop(server);
    world.finish().await;
}
