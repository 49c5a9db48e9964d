package dev.socle.transport.channel;

import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.uring.IoUring;
import java.io.FileNotFoundException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How an event loop learns from the system what its sockets are ready for, or have done.
 *
 * <p>Whether an engine is there is asked as late as can be: each loads its native library to find that out.
 */
enum Engine {
    /** Linux. */
    EPOLL("Linux", Epoll::unavailabilityCause, EpollSockets::new),
    /** macOS and BSD. */
    KQUEUE("macOS and BSD", KQueue::unavailabilityCause, KqueueSockets::new),
    /** Everywhere. */
    NIO("every system", () -> null, NioSockets::new),
    /** Linux; only where it is asked for, because it was slower than epoll where it was measured. */
    IO_URING("Linux", IoUring::unavailabilityCause, IoUringSockets::new);

    /** The system property by which users choose. */
    static final String PROPERTY = "socle.transport";

    /** The first of these that is there is taken when none is asked for. */
    private static final List<Engine> BY_ITSELF = List.of(EPOLL, KQUEUE, NIO);

    private final String systems;
    private final Supplier<@Nullable Throwable> fault;
    private final Supplier<EngineSockets> sockets;

    Engine(String systems, Supplier<@Nullable Throwable> fault, Supplier<EngineSockets> sockets) {
        this.systems = systems;
        this.fault = fault;
        this.sockets = sockets;
    }

    /** The first that is there of those that are taken without being asked for. */
    static Engine first() {
        return BY_ITSELF.stream()
                .filter(engine -> engine.fault.get() == null)
                .findFirst()
                .orElseThrow();
    }

    /**
     * The engine that was asked for, or the first without a wish; another one is never taken in its place.
     *
     * <p><b>Errors:</b> {@link ConnectionException} with reason {@code UNSUPPORTED} for a name that no engine has, and for an
     * engine that is not there, with the reason.
     */
    static Engine choose(@Nullable String wish) {
        if (wish == null) {
            return first();
        }
        Engine engine = Arrays.stream(values())
                .filter(each -> each.label().equals(wish))
                .findFirst()
                .orElseThrow(() -> new ConnectionException(
                        Reason.UNSUPPORTED, PROPERTY + ": \"" + wish + "\" (expected: " + labels() + ")", null));
        String whyNot = engine.whyNot();
        if (whyNot != null) {
            throw new ConnectionException(
                    Reason.UNSUPPORTED,
                    "Cannot run on engine " + wish + ": " + whyNot + "; to take " + first().label() + ", do not set "
                            + PROPERTY,
                    engine.fault.get());
        }
        return engine;
    }

    /** Why this machine does not have it, and what to do; null where it has. */
    @Nullable
    String whyNot() {
        Throwable missing = fault.get();
        if (missing == null) {
            return null;
        }
        String system = System.getProperty("os.name");
        if (!isPartOf(system)) {
            return "it is part of " + systems + ", and this is " + system;
        }
        Throwable root = missing;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof FileNotFoundException
                ? "its native library is not on the class path; add io.netty:netty-transport-native-" + label()
                        + " of Netty's version, with the classifier of this machine, such as linux-x86_64"
                : root + "; see that the system allows it";
    }

    EngineSockets sockets() {
        return sockets.get();
    }

    /** As threads and users see it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private boolean isPartOf(String system) {
        return switch (this) {
            case NIO -> true;
            case EPOLL, IO_URING -> system.equals("Linux");
            case KQUEUE -> system.startsWith("Mac") || system.endsWith("BSD");
        };
    }

    private static String labels() {
        return Arrays.stream(values()).map(Engine::label).collect(Collectors.joining(", "));
    }
}
