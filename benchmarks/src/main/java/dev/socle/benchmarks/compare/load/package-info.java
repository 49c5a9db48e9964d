/**
 * The work that every contestant does, without a word on who does it: messages, callers, what a server answers, and the
 * checks of the answers.
 *
 * <p>Its call down is {@link dev.socle.benchmarks.compare.load.Link}, its callback up
 * {@link dev.socle.benchmarks.compare.load.Exchange}. Read {@link dev.socle.benchmarks.compare.load.Contestant} first.
 */
@NullMarked
package dev.socle.benchmarks.compare.load;

import org.jspecify.annotations.NullMarked;
