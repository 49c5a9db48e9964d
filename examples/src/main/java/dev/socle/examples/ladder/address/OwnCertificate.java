package dev.socle.examples.ladder.address;

import dev.socle.transport.TlsOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * A certificate for this machine, made anew by the JDK's own {@code keytool}: both sides of the step know it, and nobody
 * vouches for it but itself.
 */
final class OwnCertificate {

    private static final String PASSWORD = "changeit"; // of a file that lives for a second

    private OwnCertificate() {}

    /** Options with which a server shows the certificate, and a client trusts it and no other. */
    static TlsOptions make() throws IOException, GeneralSecurityException, InterruptedException {
        Path folder = Files.createTempDirectory("socle-ladder");
        Path store = folder.resolve("keys.p12");
        Path trusted = folder.resolve("trusted.pem");
        folder.toFile().deleteOnExit();
        trusted.toFile().deleteOnExit(); // first, as it is in the folder
        try {
            runKeytool(store);
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                keys.load(in, PASSWORD.toCharArray());
            }
            Files.writeString(trusted, pem(keys));
            return TlsOptions.defaults()
                    .withIdentity(new TlsOptions.Keys(manager(keys)))
                    .withTrusted(trusted);
        } finally {
            Files.deleteIfExists(store);
        }
    }

    private static void runKeytool(Path store) throws IOException, InterruptedException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = new ArrayList<>(List.of(keytool, "-genkeypair", "-alias", "ladder", "-validity", "1"));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=ladder"));
        command.addAll(List.of("-ext", "san=dns:localhost,ip:127.0.0.1", "-ext", "bc=ca:true"));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(keytool + " made no certificate: " + said);
        }
    }

    private static String pem(KeyStore keys) throws GeneralSecurityException {
        byte[] certificate = keys.getCertificate("ladder").getEncoded();
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate);
        return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
    }

    private static X509ExtendedKeyManager manager(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
    }
}
