/**
 * Socle and its peers side by side: the same work, in processes of their own, in turns.
 *
 * <p>Its call down starts processes, {@link dev.socle.benchmarks.compare.Fork}. Read
 * {@link dev.socle.benchmarks.compare.Compare} first. A new peer is a
 * {@link dev.socle.benchmarks.compare.load.Contestant} and a line in {@link dev.socle.benchmarks.compare.Peer}; new work is a
 * {@link dev.socle.benchmarks.compare.load.Load} and a line in {@link dev.socle.benchmarks.compare.Scenario}.
 */
@NullMarked
package dev.socle.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
