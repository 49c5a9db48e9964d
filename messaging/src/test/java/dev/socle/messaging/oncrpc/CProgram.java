package dev.socle.messaging.oncrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Builds programs in C from test resources, with what rpcgen makes of an interface and libtirpc. */
public final class CProgram {

    private static final Path TIRPC_HEADERS = Path.of("/usr/include/tirpc");

    private CProgram() {}

    /** Skips the test, and says why, where a program is missing. */
    public static void assumeTools(String... tools) {
        for (String tool : tools) {
            assumeTrue(isThere(tool), "no " + tool + " on this machine");
        }
    }

    /** Whether a program can be found. */
    static boolean isThere(String tool) {
        return Stream.of((System.getenv("PATH") + ":/usr/sbin:/sbin").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    /**
     * Compiles {@code main}.c together with the parts that rpcgen makes of {@code model}.x.
     *
     * @param parts {@code -c} for the encoding, {@code -l} for stubs of a client, {@code -m} for those of a server
     */
    public static Path build(Path folder, String model, String main, String... parts) throws Exception {
        assumeTools("gcc", "rpcgen", "cpp");
        assumeTrue(Files.isDirectory(TIRPC_HEADERS), "no headers of libtirpc on this machine");
        copy(folder, model + ".x");
        copy(folder, main + ".c");
        run(folder, "rpcgen", "-h", "-o", model + ".h", model + ".x");
        List<String> compile = new ArrayList<>(List.of("gcc", "-w", "-I" + TIRPC_HEADERS, "-o", main, main + ".c"));
        for (String part : parts) {
            String source = model + part.replace('-', '_') + ".c";
            run(folder, "rpcgen", part, "-o", source, model + ".x");
            compile.add(source);
        }
        compile.add("-ltirpc");
        run(folder, compile.toArray(String[]::new));
        return folder.resolve(main);
    }

    /** Runs a program to its end, and gives the lines that it printed; a failure fails the test. */
    public static List<String> run(Path folder, String... command) throws Exception {
        return run(folder, new byte[0], command);
    }

    /** As {@link #run(Path, String...)}, with bytes on standard input. */
    public static List<String> run(Path folder, byte[] input, String... command) throws Exception {
        Path in = Files.write(Files.createTempFile(folder, "in", ""), input);
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("%s ends within 60 s", command[0])
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as("%s: %s", String.join(" ", command), Files.readString(err))
                .isZero();
        return Files.readAllLines(out);
    }

    private static void copy(Path folder, String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(CProgram.class.getResourceAsStream("/oncrpc/" + resource))) {
            Files.write(folder.resolve(resource), in.readAllBytes());
        }
    }
}
