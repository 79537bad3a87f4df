/**
 * Random draws that nobody can steer and everybody can repeat: frozen lists, numbers that two sides commit to, the draw.
 *
 * <p>The list is written down and hashed first. Then each of two sides writes a number without knowing the other's; what it
 * wrote is tied down by a {@link cn.mingbai.proof.draws.Commitment}. Only when both are tied down are they shown. The seed
 * is the hash of list and both numbers; it gives each household a ticket, and the lowest tickets are drawn. Every step is
 * SHA-256 over one line of text, so that a draw can be repeated without this program: docs/draw.md says how.
 *
 * <p>Source for tickets: R. Rivest, Consistent Sampling with Replacement (2018, arXiv 1808.10016), as used in audits of
 * elections.
 *
 * <p>Other modules may use every public type of this package.
 */
@NullMarked
package cn.mingbai.proof.draws;

import org.jspecify.annotations.NullMarked;
