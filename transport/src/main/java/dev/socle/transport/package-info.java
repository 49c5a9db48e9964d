/**
 * Layer 4: moves bytes between two processes and says when it cannot.
 *
 * <p>It must not know frames, messages or sessions. Its call down is the socket; its callback up is
 * {@link dev.socle.transport.ConnectionHandler}. Read {@link dev.socle.transport.Connection} first.
 */
@NullMarked
package dev.socle.transport;

import org.jspecify.annotations.NullMarked;
