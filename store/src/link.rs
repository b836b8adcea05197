//! Links that somebody holds in their hand: an id under our key.
//!
//! What a QR code or a link says is neither the id, which logs and events carry, nor anything that
//! is stored: it follows from the id and the index key, so nobody makes one who only knows ids, and
//! nobody learns an id from one. It is a synthetic initialisation vector (as in RFC 5297) before
//! the id that is masked with it: what was changed or made up by hand does not open.
//!
//! What opens a link decides whoever reads the thing behind it: a share may be revoked, a proof
//! withdrawn, a visit is the desk's matter.

use crate::{Db, seal::Index};
use data_encoding::HEXUPPER;
use domain::id::{ReservationId, ShareId, VaccinationId};
use uuid::Uuid;

/// To what a link leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum To {
    Visit,
    Share,
    Proof,
}

impl To {
    fn label(self) -> &'static str {
        match self {
            Self::Visit => "visit",
            Self::Share => "share",
            Self::Proof => "proof",
        }
    }
}

/// The code of a reservation, which the desk reads.
pub fn of_visit(db: &Db, reservation: ReservationId) -> String {
    write(db, To::Visit, reservation.0)
}

/// The reservation behind a code that the desk has read.
pub fn read_visit(db: &Db, code: &str) -> Option<ReservationId> {
    read(db, To::Visit, code).map(ReservationId)
}

/// The code of a share.
pub fn of_share(db: &Db, share: ShareId) -> String {
    write(db, To::Share, share.0)
}

/// The share behind a code.
pub(crate) fn read_share(db: &Db, code: &str) -> Option<ShareId> {
    read(db, To::Share, code).map(ShareId)
}

/// The code of a proof of vaccination.
pub fn of_proof(db: &Db, vaccination: VaccinationId) -> String {
    write(db, To::Proof, vaccination.0)
}

/// The record behind the code of a proof.
pub(crate) fn read_proof(db: &Db, code: &str) -> Option<VaccinationId> {
    read(db, To::Proof, code).map(VaccinationId)
}

/// By what calendars know a reservation again, whatever becomes of it.
pub fn of_calendar(db: &Db, reservation: ReservationId) -> Uuid {
    let half = first_half(db.keys.index(Index::Link, &format!("calendar|{reservation}")));
    uuid::Builder::from_custom_bytes(half).into_uuid()
}

/// Capitals and digits only: a QR code writes them in little more than half the room.
fn write(db: &Db, to: To, id: Uuid) -> String {
    let vector = vector(db, to, id);
    let masked = (id.as_u128() ^ mask(db, to, vector)).to_be_bytes();
    HEXUPPER.encode(&[vector, masked].concat())
}

fn read(db: &Db, to: To, code: &str) -> Option<Uuid> {
    let bytes: [u8; 32] = HEXUPPER.decode(code.as_bytes()).ok()?.try_into().ok()?;
    let (vector_read, masked) = bytes.split_first_chunk::<16>()?;
    let masked = u128::from_be_bytes(masked.try_into().ok()?);
    let id = Uuid::from_u128(masked ^ mask(db, to, *vector_read));
    // All bytes are looked at, whichever differs.
    let differences = vector_read.iter().zip(vector(db, to, id)).fold(0, |all, (a, b)| all | (a ^ b));
    (differences == 0).then_some(id)
}

fn vector(db: &Db, to: To, id: Uuid) -> [u8; 16] {
    first_half(db.keys.index(Index::Link, &format!("{}|{id}", to.label())))
}

fn mask(db: &Db, to: To, vector: [u8; 16]) -> u128 {
    let text = format!("{}|{}", to.label(), HEXUPPER.encode(&vector));
    u128::from_be_bytes(first_half(db.keys.index(Index::LinkMask, &text)))
}

fn first_half(digest: [u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&digest[..16]);
    half
}
