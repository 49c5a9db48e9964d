package dev.socle.messaging.service;

import dev.socle.messaging.session.Interaction;
import dev.socle.messaging.session.InteractionSpec;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One method of a proxy: from its arguments to the interaction, and from that to the result that it declares. */
final class ProxyCall {

    private final ServiceMethod method;
    private final Carrier carrier;
    private final InteractionSpec<Object, Object> spec;
    /** The outermost filter; null when there is none, so that a call needs no invocation. */
    private final @Nullable Invoker filters;

    private final boolean givesMany;
    private final BlockingWait wait;

    ProxyCall(
            ServiceMethod method,
            Carrier carrier,
            RequestEncoder encoder,
            ReplyDecoder decoder,
            long deadlineMillis,
            List<Filter> filters) {
        this.method = method;
        this.wait = new BlockingWait(method);
        this.carrier = carrier;
        this.spec = new InteractionSpec<>(
                method.route(), encoder, decoder, deadlineOf(method, deadlineMillis), method.isIdempotent());
        this.filters = filters.isEmpty() ? null : Filters.compose(filters, method, call -> interact(call.request()));
        Class<?> returned = method.declaration().getReturnType();
        this.givesMany = returned == Flux.class || returned == Publisher.class;
    }

    /** Calls the method; throws what a blocking one throws. */
    @Nullable
    Object invoke(@Nullable Object @Nullable [] arguments) throws Throwable {
        Object request = request(arguments);
        return switch (method.style()) {
            case REACTIVE -> givesMany ? Flux.from(answer(request)) : one(request);
            case STAGE -> one(request).toFuture();
            case BLOCKING -> {
                wait.refuseOnLoop();
                yield wait.await(one(request));
            }
        };
    }

    private Mono<?> one(Object request) {
        return Filters.single(answer(request));
    }

    private Publisher<?> answer(Object request) {
        if (filters == null) {
            return interact(request);
        }
        try {
            return Objects.requireNonNull(
                    filters.invoke(new Invocation(method, request, null)), "a filter gave no publisher");
        } catch (RuntimeException e) { // Failures of a call come through its result, whoever makes them.
            return Mono.error(e);
        }
    }

    private Publisher<?> interact(Object request) {
        return switch (method.interaction()) {
            case REQUEST_RESPONSE -> {
                Mono<Object> answer = carrier.requestResponse(spec, request);
                yield method.hasResult() ? answer : answer.ignoreElement();
            }
            case FIRE_AND_FORGET -> carrier.fireAndForget(spec, request);
            case REQUEST_STREAM -> carrier.requestStream(spec, request);
            case REQUEST_CHANNEL -> channel((Publisher<?>) request);
        };
    }

    private Publisher<?> channel(Publisher<?> messages) {
        Flux<Object> answers = carrier.requestChannel(spec, LaterMessage.mark(messages));
        if (givesMany) {
            return answers;
        }
        return method.hasResult() ? answers.singleOrEmpty() : answers.ignoreElements();
    }

    /** What travels: nothing, the only argument, or all of them. */
    private Object request(@Nullable Object @Nullable [] arguments) {
        if (arguments == null || arguments.length == 0) {
            return Nothing.VALUE;
        }
        for (int i = 0; i < arguments.length; i++) {
            if (arguments[i] == null) {
                throw new NullPointerException("null for method " + method + " (parameter #" + (i + 1) + ")");
            }
        }
        return arguments.length == 1 ? Objects.requireNonNull(arguments[0]) : arguments;
    }

    /** How long a call may take, in milliseconds; 0 for no limit. */
    static long deadlineOf(ServiceMethod method, long deadlineMillis) {
        Interaction interaction = method.interaction();
        if (interaction == Interaction.REQUEST_STREAM || interaction == Interaction.REQUEST_CHANNEL) {
            return 0;
        }
        return method.deadlineMillis() == 0 ? deadlineMillis : method.deadlineMillis();
    }
}
