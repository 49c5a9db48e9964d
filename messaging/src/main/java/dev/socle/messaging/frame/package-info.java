/**
 * Layer 5, framing: where a frame ends, and what is in it, as functions over the bytes.
 *
 * <p>It must not know sockets, sessions or codecs. It calls nobody; its one callback up is
 * {@link dev.socle.messaging.frame.FrameCutter.Sink}. Read {@link dev.socle.messaging.frame.FrameHeader} first.
 */
@NullMarked
package dev.socle.messaging.frame;

import org.jspecify.annotations.NullMarked;
