package dev.socle.messaging.service;

import dev.socle.messaging.session.ErrorCode;
import dev.socle.messaging.session.InboundRequest;
import dev.socle.messaging.session.Interaction;
import dev.socle.messaging.session.InteractionException;
import dev.socle.messaging.session.Session;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.Fuseable;
import reactor.core.publisher.Mono;

/**
 * Answers the requests of one route: decodes, passes the filters, calls the method, and hands its answer back.
 *
 * <p><b>Threading:</b> the connection's event loop, which only methods of the blocking style leave.
 */
final class RouteHandler {

    private final ServiceMethod method;
    private final MethodTarget target;
    private final Executor executor;
    private final Failures failures;
    /** The outermost filter; null when there is none, so that a call needs no invocation. */
    private final @Nullable Invoker filters;

    RouteHandler(
            ServiceMethod method, MethodTarget target, Executor executor, Failures failures, List<Filter> filters) {
        this.method = method;
        this.target = target;
        this.executor = executor;
        this.failures = failures;
        this.filters = filters.isEmpty() ? null : Filters.compose(filters, method, this::invoke);
    }

    ServiceMethod method() {
        return method;
    }

    void handle(InboundRequest request, RequestDecoder decoder, ReplyEncoder encoder) {
        Interaction asked = request.interaction();
        if (asked != method.interaction()) {
            request.reject(
                    ErrorCode.INVALID,
                    "Route " + Texts.quoted(method.route()) + " is " + Texts.of(method.interaction()) + ", not "
                            + Texts.of(asked));
            return;
        }
        Object message;
        try {
            message = asked == Interaction.REQUEST_CHANNEL ? request.items(decoder) : decoder.decode(request.message());
        } catch (InteractionException bad) {
            request.reject(bad.code(), String.valueOf(bad.getMessage()));
            return;
        }
        request.respond(answer(message, request.session()), encoder);
    }

    private Publisher<Object> answer(Object message, Session session) {
        Publisher<?> answer;
        try {
            answer = filters == null ? call(message) : filters.invoke(new Invocation(method, message, session));
            Objects.requireNonNull(answer, "a filter gave no publisher");
        } catch (Throwable e) { // Whatever a handler throws, the requester gets an answer.
            return Mono.error(failures.answer(method, e));
        }
        if (answer instanceof Fuseable.ScalarCallable<?> scalar) {
            return known(scalar);
        }
        return new Answer(isSingle() ? Filters.single(answer) : answer, method, failures, session);
    }

    private boolean isSingle() {
        Interaction interaction = method.interaction();
        return interaction == Interaction.REQUEST_RESPONSE || interaction == Interaction.FIRE_AND_FORGET;
    }

    /** An answer that is there already: the session need not subscribe to it, as long as nothing stands between. */
    @SuppressWarnings("unchecked") // It is read, never written to.
    private Publisher<Object> known(Fuseable.ScalarCallable<?> answer) {
        try {
            answer.call();
            return (Publisher<Object>) answer;
        } catch (Throwable e) {
            return Mono.error(failures.answer(method, e));
        }
    }

    private Publisher<?> invoke(Invocation invocation) {
        try {
            return call(invocation.request());
        } catch (Throwable e) {
            return Mono.error(e);
        }
    }

    private Publisher<?> call(Object message) throws Throwable {
        return switch (method.style()) {
            case REACTIVE -> (Publisher<?>) given(target.invoke(message));
            case STAGE -> Mono.fromCompletionStage((CompletionStage<?>) given(target.invoke(message)));
            case BLOCKING ->
                new BlockingMono(executor, () -> block(message), () -> ReferenceCountUtil.release(message));
        };
    }

    private @Nullable Object block(Object message) throws Throwable {
        Object result = target.invoke(message);
        return method.hasResult() ? given(result) : null;
    }

    private Object given(@Nullable Object result) {
        if (result == null) {
            throw new NullPointerException(method + " returned null");
        }
        return result;
    }
}
