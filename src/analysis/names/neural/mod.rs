//! The small network beside the conditional random field: word vectors, learned vectors of what else is seen of
//! a word, and dilated convolutions over the sentence.

mod input;
mod layer;
mod network;

pub use input::ROWS;
pub(in crate::analysis) use network::Desk;
pub use network::Network;
