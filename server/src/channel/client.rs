//! The HTTPS client of carriers. It follows no redirects and takes no proxy from the environment: a
//! message goes where it was told to, or nowhere.

use bytes::Bytes;
use http_body_util::Full;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{
        Client as Legacy,
        connect::{
            HttpConnector,
            dns::{GaiResolver, Name},
        },
    },
    rt::TokioExecutor,
};
use std::{
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};
use tower::Service;

/// How long an answer may take; a sender's lease on a delivery is far longer.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// Longest pause a carrier can ask for at once.
pub(super) const MOST_REST: Duration = Duration::from_mins(1);

pub(crate) type Client<R = GaiResolver> = Legacy<HttpsConnector<HttpConnector<R>>, Full<Bytes>>;

/// A client for an address that the configuration names.
pub(crate) fn open() -> Client {
    over(HttpConnector::new())
}

/// A client for addresses that anybody may have brought: names must not lead into this network.
pub(super) fn open_public() -> Client<Public> {
    over(HttpConnector::new_with_resolver(Public(GaiResolver::new())))
}

fn over<R>(mut http: HttpConnector<R>) -> Client<R>
where
    R: Clone + Send + Sync + 'static,
    HttpConnector<R>: hyper_util::client::legacy::connect::Connect + Clone,
    HttpsConnector<HttpConnector<R>>: hyper_util::client::legacy::connect::Connect + Clone,
{
    http.enforce_http(false);
    let connector =
        HttpsConnectorBuilder::new().with_webpki_roots().https_or_http().enable_http1().wrap_connector(http);
    Legacy::builder(TokioExecutor::new()).pool_idle_timeout(PATIENCE).build(connector)
}

/// Why nothing was heard.
pub(super) fn silence(error: &hyper_util::client::legacy::Error) -> &'static str {
    if error.is_connect() { "no connection" } else { "connection lost" }
}

/// Resolves names, and forgets addresses that are not public.
#[derive(Clone)]
pub(super) struct Public(GaiResolver);

impl Service<Name> for Public {
    type Response = std::vec::IntoIter<SocketAddr>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, name: Name) -> Self::Future {
        let found = self.0.call(name);
        Box::pin(async move {
            let public: Vec<SocketAddr> = found.await?.filter(|address| is_public(address.ip())).collect();
            Ok(public.into_iter())
        })
    }
}

/// Whether an address lies outside of every private, local and reserved network.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => match v6.to_ipv4() {
            Some(v4) => is_public_v4(v4),
            None => is_public_v6(v6),
        },
    }
}

fn is_public_v4(v4: Ipv4Addr) -> bool {
    let [a, b, ..] = v4.octets();
    let shared = a == 100 && (64..128).contains(&b);
    let benchmark = a == 198 && (18..20).contains(&b);
    !(v4.is_private()
        || v4.is_loopback()
        || v4.is_link_local()
        || v4.is_documentation()
        || a == 0
        || a >= 224
        || shared
        || benchmark)
}

/// Global unicast (`2000::/3`), without what is set aside in it or leads back to IPv4.
fn is_public_v6(v6: Ipv6Addr) -> bool {
    let [a, b, ..] = v6.segments();
    a & 0xe000 == 0x2000 && a != 0x2002 && !(a == 0x2001 && (b == 0 || b == 0x0db8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_lead_into_this_network() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "::ffff:10.0.0.1",
            "fc00::1",
            "fe80::1",
            "2002:a00:1::",
            "2001:db8::1",
            "64:ff9b::a00:1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in ["142.250.76.138", "1.1.1.1", "2404:6800:4004:820::200a", "::ffff:1.1.1.1"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }
}
