package dev.socle.messaging.service;

import dev.socle.messaging.session.InboundRequest;

/** A route with the formats of one kind of request: all that is needed to answer such a request. */
record BoundRoute(RouteHandler handler, RequestDecoder decoder, ReplyEncoder encoder) {

    void handle(InboundRequest request) {
        handler.handle(request, decoder, encoder);
    }
}
