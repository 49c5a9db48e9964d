package dev.socle.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.uring.IoUring;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a user gives it. */
class CompareTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h",
                "--no-such-option",
                "--contestants=nobody",
                "--contestants=rmi f",
                "--transport=poll",
                "--contestants=grpc-java --transport=io_uring",
                "--contestants=rmi --tls"
            })
    void wrongUsageIsSaidAndEndsWithTwo(String arguments) {
        assertThat(Compare.commandLine().execute(arguments.split(" "))).isEqualTo(2);
    }

    @Test
    void allOnNettyRunOnTheEngineThatIsAskedFor(@TempDir Path out) throws Exception {
        assumeTrue(IoUring.isAvailable(), "no io_uring here: " + IoUring.unavailabilityCause());

        int exitCode = Compare.commandLine()
                .execute("--quick", "j", "--contestants=floor,grpc-java", "--transport=io_uring", "--out=" + out);

        assertThat(exitCode).isZero();
        assertThat(Files.readString(out.resolve("compare.json")))
                .contains("-Dsocle.transport=io_uring", "floor")
                .doesNotContain("\"grpc-java\"");
    }

    @Test
    void startUpIsMeasuredAndWritten(@TempDir Path out) throws Exception {
        int exitCode = Compare.commandLine()
                .execute("--quick", "j", "--contestants=jdk-sockets", "--out=" + out.resolve("new"));

        assertThat(exitCode).isZero();
        assertThat(Files.readString(out.resolve("new/compare.svg"))).contains("jdk-sockets");
        assertThat(Files.readString(out.resolve("new/compare.html"))).contains("<svg", "jdk-sockets", "</html>");
        assertThat(Files.readString(out.resolve("new/compare.json"))).contains("\"MILLIS\"", "\"median\"");
    }
}
