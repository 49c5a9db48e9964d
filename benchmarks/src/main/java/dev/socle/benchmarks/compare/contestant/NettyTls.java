package dev.socle.benchmarks.compare.contestant;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS 1.3 by the JDK, as Socle has it, for contestants on the project's own Netty.
 *
 * @param server what servers use; null where everything goes in the clear
 * @param client what clients use; null where everything goes in the clear
 */
record NettyTls(@Nullable SslContext server, @Nullable SslContext client) {

    /** What this process is asked for. */
    static NettyTls open() {
        if (!Certificate.isWanted()) {
            return new NettyTls(null, null);
        }
        Certificate certificate = Certificate.given();
        File chain = certificate.chain().toFile();
        try {
            return new NettyTls(
                    made(SslContextBuilder.forServer(chain, certificate.key().toFile())),
                    made(SslContextBuilder.forClient().trustManager(chain)));
        } catch (SSLException e) {
            throw new IllegalStateException("no TLS with " + certificate, e);
        }
    }

    private static SslContext made(SslContextBuilder builder) throws SSLException {
        return builder.sslProvider(SslProvider.JDK).protocols("TLSv1.3").build();
    }
}
