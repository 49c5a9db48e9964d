package dev.socle.benchmarks.compare.contestant;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The certificate and the key of the servers in a comparison over TLS, which their clients trust and no other: two PEM files,
 * as all contestants can read those.
 *
 * @param chain the certificate, which nobody vouches for but itself
 * @param key in PKCS 8, not encrypted
 */
public record Certificate(Path chain, Path key) {

    /** Names the folder of the files to a contestant's process; without it everything goes in the clear. */
    public static final String FOLDER = "socle.compare.tls";

    private static final String PASSWORD = "changeit"; // of a file that lives for a second
    private static final String ALIAS = "compare";

    private Certificate(Path folder) {
        this(folder.resolve("chain.pem"), folder.resolve("key.pem"));
    }

    /** Whether this process is to use TLS. */
    static boolean isWanted() {
        return System.getProperty(FOLDER) != null;
    }

    /** Of this comparison. */
    static Certificate given() {
        return new Certificate(Path.of(System.getProperty(FOLDER)));
    }

    /** Makes one for this machine, by the JDK's own {@code keytool}, in a folder that goes with this process. */
    public static Path make() throws IOException, GeneralSecurityException, InterruptedException {
        Path folder = Files.createTempDirectory("socle-compare");
        Certificate made = new Certificate(folder);
        for (Path each : List.of(folder, made.chain, made.key)) {
            each.toFile().deleteOnExit(); // the last one first
        }
        Path store = folder.resolve("keys.p12");
        try {
            runKeytool(store);
            KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            Files.writeString(
                    made.chain, pem("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded()));
            Files.writeString(
                    made.key,
                    pem(
                            "PRIVATE KEY",
                            keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded()));
            return folder;
        } finally {
            Files.deleteIfExists(store);
        }
    }

    private static void runKeytool(Path store) throws IOException, InterruptedException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = new ArrayList<>(List.of(keytool, "-genkeypair", "-alias", ALIAS, "-validity", "1"));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=compare"));
        command.addAll(List.of("-ext", "san=dns:localhost,ip:127.0.0.1", "-ext", "bc=ca:true"));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(keytool + " made no certificate: " + said);
        }
    }

    private static String pem(String what, byte[] der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }
}
