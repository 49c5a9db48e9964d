package dev.socle.messaging.service;

import dev.socle.messaging.session.Interaction;

/**
 * How one method is asked for.
 *
 * @param route what a request names
 * @param interaction how messages are exchanged
 * @param idempotent whether doing it twice is as good as once
 * @param request JSON Schema of a request's data, as text; empty when there is none, or when it is bytes
 * @param response JSON Schema of an answer's data, as text; empty when there is none, or when it is bytes
 */
public record RouteDescription(
        String route, Interaction interaction, boolean idempotent, String request, String response) {}
