/**
 * The ladder: one job, step by step from {@code socket()} to a typed call by name.
 *
 * <p>Must not know: anything that is not public below. Each step runs alone.
 */
@NullMarked
package dev.socle.examples;

import org.jspecify.annotations.NullMarked;
