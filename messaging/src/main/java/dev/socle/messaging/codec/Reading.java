package dev.socle.messaging.codec;

import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;

/** One message while it is read: its bytes on the heap, and the parser that stands in them. */
final class Reading {

    private final TokenStreamFactory factory;
    private final byte[] bytes;
    private final int offset;
    private final int length;
    private final JsonParser parser;

    Reading(TokenStreamFactory factory, byte[] bytes, int offset, int length) {
        this.factory = factory;
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        this.parser = factory.createParser(ObjectReadContext.empty(), bytes, offset, length);
    }

    JsonParser parser() {
        return parser;
    }

    /** Where the token begins on which the parser stands. */
    int position() {
        return Math.toIntExact(parser.currentTokenLocation().getByteOffset());
    }

    /** A second parser, for looking ahead from a position. */
    JsonParser parserAt(int position) {
        return factory.createParser(ObjectReadContext.empty(), bytes, offset + position, length - position);
    }
}
