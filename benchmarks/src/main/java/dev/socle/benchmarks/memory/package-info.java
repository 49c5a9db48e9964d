/**
 * What Socle holds while nothing happens: bytes of an idle connection, of an open stream, of a pending request.
 *
 * <p>Its call down starts two processes, {@link dev.socle.benchmarks.memory.Side}. Read
 * {@link dev.socle.benchmarks.memory.MemoryReport} first.
 */
@NullMarked
package dev.socle.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
