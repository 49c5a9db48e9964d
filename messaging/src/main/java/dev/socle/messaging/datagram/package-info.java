/**
 * Layers 5 to 7 over plain datagrams: requests that fit one datagram, and answers that do. Nothing of RSocket.
 *
 * <p>It must not know sockets, and offers neither streams nor order. Its call down is
 * {@link dev.socle.transport.Datagrams}, its callbacks up are {@link dev.socle.messaging.session.RequestHandler} and the
 * results of {@link dev.socle.messaging.service.Carrier}. Read {@link dev.socle.messaging.datagram.Layout} first, with
 * {@code docs/datagrams.md}.
 */
@NullMarked
package dev.socle.messaging.datagram;

import org.jspecify.annotations.NullMarked;
