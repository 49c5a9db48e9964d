package dev.socle.transport.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads certificates and keys from files in PEM form.
 *
 * <p><b>Threading:</b> blocks.
 * <p><b>Errors:</b> {@link IllegalArgumentException} that names the file, and says what is wrong and what to do.
 * <p><b>Limits:</b> 1 MiB a file.
 */
final class Pem {

    private static final long FILE_BYTES_MAX = 1 << 20;
    private static final String BEGIN_KEY = "-----BEGIN PRIVATE KEY-----";
    private static final String END_KEY = "-----END PRIVATE KEY-----";

    private Pem() {}

    /** All certificates of a file, at least one. */
    static X509Certificate[] certificates(Path file) {
        byte[] bytes = bytes(file);
        List<X509Certificate> found = new ArrayList<>();
        try {
            CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes))
                    .forEach(each -> found.add((X509Certificate) each));
        } catch (CertificateException e) {
            throw unusable(file, "is no list of certificates in PEM form: " + e.getMessage(), e);
        }
        if (found.isEmpty()) {
            throw unusable(file, "holds no certificate; it must have a part -----BEGIN CERTIFICATE-----", null);
        }
        return found.toArray(X509Certificate[]::new);
    }

    /** The private key of a file, which must be the one of a certificate. */
    static PrivateKey key(Path file, X509Certificate certificate) {
        String text = new String(bytes(file), StandardCharsets.ISO_8859_1);
        int begin = text.indexOf(BEGIN_KEY);
        int end = text.indexOf(END_KEY);
        if (begin < 0 || end < begin) {
            throw unusable(
                    file,
                    "holds no unencrypted PKCS #8 key, which begins with " + BEGIN_KEY
                            + "; `openssl pkcs8 -topk8 -nocrypt` makes one of another",
                    null);
        }
        PublicKey counterpart = certificate.getPublicKey();
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN_KEY.length(), end));
            PrivateKey key = KeyFactory.getInstance(counterpart.getAlgorithm())
                    .generatePrivate(new PKCS8EncodedKeySpec(encoded));
            if (!belongTogether(key, counterpart)) {
                throw unusable(
                        file, "holds the key of another certificate; take the two that were made together", null);
            }
            return key;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw e instanceof UnusableFile known
                    ? known
                    : unusable(
                            file, "holds no " + counterpart.getAlgorithm() + " key, as the certificate needs: " + e, e);
        }
    }

    private static boolean belongTogether(PrivateKey key, PublicKey counterpart) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        byte[] message = {1, 2, 3};
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(message);
        byte[] signed = signature.sign();
        signature.initVerify(counterpart);
        signature.update(message);
        return signature.verify(signed);
    }

    private static byte[] bytes(Path file) {
        try {
            long size = Files.size(file);
            if (size > FILE_BYTES_MAX) {
                throw unusable(
                        file, "has " + size + " bytes, more than the " + FILE_BYTES_MAX + " that are read", null);
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw unusable(file, "does not exist", e);
        } catch (IOException e) {
            throw unusable(file, "cannot be read: " + e, e);
        }
    }

    private static UnusableFile unusable(Path file, String why, @Nullable Throwable cause) {
        return new UnusableFile("file " + file + " " + why, cause);
    }

    /** A file that does not hold what it should. */
    private static final class UnusableFile extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        UnusableFile(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
