/**
 * Socle and its peers side by side: the same work, in processes of their own, in turns, and one table.
 *
 * <p>Read {@link dev.socle.benchmarks.compare.Compare} first. A new peer is a
 * {@link dev.socle.benchmarks.compare.Contestant} and a line in {@link dev.socle.benchmarks.compare.Peer}.
 */
@NullMarked
package dev.socle.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
