#pragma once

#include <memory>

#include "engine/ops/loss.h"

namespace glassbox {

/// The contrastive loss of SimCLR, the normalised temperature-scaled cross-entropy (NT-Xent). Samples 2k and
/// 2k + 1 of a batch are two views of one thing and are to lie closer than any other two; nobody says what
/// they are. For outputs z, u = z / |z| and s[i][j] = u[i] . u[j] / temperature, with i's partner p:
///   loss[i] = -s[i][p] + log(sum over j other than i of exp(s[i][j]))
/// A last sample without a partner has no loss and is nobody's neighbour. Source: Chen et al., "A simple
/// framework for contrastive learning of visual representations" (ICML 2020), equation 1.
std::unique_ptr<Loss> make_nt_xent(double temperature);

}  // namespace glassbox
