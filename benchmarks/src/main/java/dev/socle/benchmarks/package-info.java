/**
 * Measurements of each layer alone, and side by side with peers.
 *
 * <p>May know everything; nothing may know it.
 */
@NullMarked
package dev.socle.benchmarks;

import org.jspecify.annotations.NullMarked;
