package dev.socle.benchmarks.compare;

import dev.socle.benchmarks.compare.report.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Says where and how this run measures. */
final class Settings {

    private static final Path CONGESTION_CONTROL = Path.of("/proc/sys/net/ipv4/tcp_congestion_control");

    private Settings() {}

    static Setting of(Pace pace, List<String> flags, String disturbance) {
        Runtime.Version java = Runtime.version();
        return new Setting(
                Runtime.getRuntime().availableProcessors() + " processors, " + System.getProperty("os.name") + " "
                        + System.getProperty("os.version") + ", " + System.getProperty("os.arch") + congestionControl(),
                "Java " + java + ", " + System.getProperty("java.vm.name"),
                "Netty " + version(io.netty.channel.Channel.class) + ", reactor-core "
                        + version(reactor.core.publisher.Flux.class) + ", rsocket-java "
                        + version(io.rsocket.RSocket.class) + ", grpc-java "
                        + version(io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder.class)
                        + " (its own Netty inside, direct executor)",
                flags,
                pace.rounds() + " rounds (f: " + pace.roundsRestless() + "), windows of "
                        + pace.window().toSeconds()
                        + " s, order rotated; warm-up until steady, "
                        + pace.warmUpMin().toSeconds() + " to "
                        + pace.warmUpMax().toSeconds()
                        + " s for each contestant in each scenario, "
                        + pace.warmUpSlow().toSeconds() + " s where calls are few, "
                        + pace.warmUpSetUp().toSeconds() + " s in i; " + disturbance);
    }

    /** How TCP finds its rate unless a socket chooses; empty where the system does not tell, as on anything but Linux. */
    private static String congestionControl() {
        if (!Files.isReadable(CONGESTION_CONTROL)) {
            return "";
        }
        try {
            return ", TCP with " + Files.readAllLines(CONGESTION_CONTROL).get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As its file says: {@code netty-transport-4.2.18.Final.jar}. */
    private static String version(Class<?> type) {
        String file = Objects.requireNonNull(type.getProtectionDomain().getCodeSource())
                .getLocation()
                .getPath();
        return file.replaceAll(".*-(\\d[^/]*)\\.jar$", "$1");
    }
}
