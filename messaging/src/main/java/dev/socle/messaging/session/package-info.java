/**
 * Layer 5: many interactions on one connection, each with its own demand, deadline and end.
 *
 * <p>It must not know routes, services or types of messages. Its call down is
 * {@link dev.socle.transport.Connection}; its callback up is {@link dev.socle.messaging.session.RequestHandler}.
 * Read {@link dev.socle.messaging.session.Session} first, then {@code SessionEngine}.
 */
@NullMarked
package dev.socle.messaging.session;

import org.jspecify.annotations.NullMarked;
