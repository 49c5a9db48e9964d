/**
 * Measurements of parts, with JMH: frames, metadata, codecs, dispatch, one session over memory.
 *
 * <p>Bytes of a call ({@code gc.alloc.rate.norm}) are the same from run to run, times are not. Read
 * {@link dev.socle.benchmarks.micro.Micro} first.
 */
@NullMarked
package dev.socle.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
