/**
 * Those who are compared: one class each, with what it needs.
 *
 * <p>They know {@link dev.socle.benchmarks.compare.load} and not who runs them. Read
 * {@link dev.socle.benchmarks.compare.contestant.FloorContestant} first, then the one that interests you.
 */
@NullMarked
package dev.socle.benchmarks.compare.contestant;

import org.jspecify.annotations.NullMarked;
