/**
 * Layer 7: calls of typed methods by name, on both sides of a session.
 *
 * <p>It must not know connections, frames or where names are kept. Its call down is
 * {@link dev.socle.messaging.session.Interactions}; its callback up is the user's own interface.
 * Read {@link dev.socle.messaging.service.ServiceMethod} first, then {@code ServiceRouter} and {@code ServiceProxy}.
 */
@NullMarked
package dev.socle.messaging.service;

import org.jspecify.annotations.NullMarked;
