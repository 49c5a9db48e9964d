package dev.socle.transport.quic;

import dev.socle.transport.ConnectionException;
import dev.socle.transport.ConnectionException.Reason;
import io.netty.handler.codec.quic.Quic;
import java.io.FileNotFoundException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The native library that speaks QUIC. It is loaded when somebody first asks for it.
 *
 * @param fault why it cannot be loaded, or null; blocks when it is first asked
 */
record QuicLibrary(Supplier<@Nullable Throwable> fault) {

    /** The one that comes with the codec. */
    QuicLibrary() {
        this(Quic::unavailabilityCause);
    }

    /** Completes when it is there; errors with reason {@code UNSUPPORTED} begin with the given words. */
    Mono<Void> load(String cannot) {
        return Mono.<Void>fromRunnable(() -> {
                    String whyNot = whyNot();
                    if (whyNot != null) {
                        throw new ConnectionException(
                                Reason.UNSUPPORTED, cannot + ": " + whyNot + ", or take tls://", fault.get());
                    }
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Why this machine has none, and what to do; null where it has. */
    @Nullable
    String whyNot() {
        Throwable missing = fault.get();
        if (missing == null) {
            return null;
        }
        Throwable root = missing;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String platform = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        return root instanceof FileNotFoundException
                ? "QUIC needs a native library, and the class path has none for " + platform
                        + "; add io.netty:netty-codec-native-quic of Netty's version with the classifier of this"
                        + " machine, where there is one"
                : "the native library of QUIC cannot be loaded on " + platform + ": " + root + "; see what it needs";
    }
}
