package dev.socle.transport.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * One certificate with its key, shown whenever it is of a kind that the other side can check.
 *
 * <p>The key managers of the JDK show a server nothing when it asks for other authorities than the certificate's; then the
 * server could only say that a certificate is missing, not that it is the wrong one.
 */
final class OwnKey extends X509ExtendedKeyManager {

    private static final String ALIAS = "own";

    private final X509Certificate[] chain;
    private final PrivateKey key;

    OwnKey(X509Certificate[] chain, PrivateKey key) {
        this.chain = chain;
        this.key = key;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        for (String keyType : keyTypes) {
            if (isOfType(keyType)) {
                return ALIAS;
            }
        }
        return null;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return isOfType(keyType) ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineClientAlias(keyTypes, issuers, null);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return isOfType(keyType) ? new String[] {ALIAS} : null;
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return isOfType(keyType) ? new String[] {ALIAS} : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return chain.clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return key;
    }

    /** Types are those of keys, in TLS 1.2 also with the signature of the certificate behind: {@code EC_RSA}. */
    private boolean isOfType(String keyType) {
        String own = key.getAlgorithm();
        return keyType.equals(own) || keyType.startsWith(own + "_");
    }
}
