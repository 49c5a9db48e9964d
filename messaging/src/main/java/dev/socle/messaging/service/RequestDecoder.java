package dev.socle.messaging.service;

import dev.socle.messaging.codec.CodecException;
import dev.socle.messaging.codec.MessageDecoder;
import dev.socle.messaging.codec.MessageView;
import dev.socle.messaging.codec.ValueCodec;
import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InteractionException;

/** Reads the requests of a method. A bad one is the requester's fault, and it is told which field or limit. */
record RequestDecoder(ServiceMethod method, ValueCodec<Object> codec) implements MessageDecoder<Object> {

    @Override
    public Object decode(MessageView message) {
        Object request;
        try {
            request = codec.decode(message.buffer(), message.dataIndex(), message.dataLength());
        } catch (CodecException e) {
            throw bad(String.valueOf(e.getMessage()));
        }
        if (request == null) {
            throw bad("null where a value is expected");
        }
        return request;
    }

    @Override
    public void release(Object request) {
        codec.release(request);
    }

    private InteractionException bad(String why) {
        return Failures.answer(ErrorCode.INVALID, "Bad request for route " + Texts.quoted(method.route()) + ": " + why);
    }
}
