package io.keepwatch.rules.approval;

import io.keepwatch.rules.book.RuleProblem;
import io.keepwatch.rules.book.RuleSetException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ed25519 keys and signatures, as every tool writes them. */
public final class Keys {
    /** The folder of approvers' public keys in a rule set, one {@code <name>.pem} each. */
    public static final String FOLDER = "approvers";

    static final String KEY = ".pem";

    private static final String ALGORITHM = "Ed25519";
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN (PUBLIC|PRIVATE) KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1 KEY-----\\s*");

    private Keys() {}

    /**
     * The approvers' public keys by name.
     *
     * @param files {@code <name>.pem} in the folder {@value #FOLDER}, among others
     * @throws RuleSetException naming a file that is no Ed25519 public key
     */
    public static Map<String, PublicKey> approvers(Map<String, byte[]> files) throws RuleSetException {
        Map<String, PublicKey> keys = new TreeMap<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String path = file.getKey();
            if (!path.startsWith(FOLDER + "/") || !path.endsWith(KEY)) {
                continue;
            }
            String name = path.substring(FOLDER.length() + 1, path.length() - KEY.length());
            if (!Manifest.isName(name)) {
                throw problem(path, "is not named like anybody: small letters, digits, dots and dashes");
            }
            try {
                keys.put(name, publicKey(text(file.getValue())));
            } catch (GeneralSecurityException | IllegalArgumentException e) {
                throw problem(path, "is not an Ed25519 public key in PEM");
            }
        }
        return keys;
    }

    /** @throws GeneralSecurityException if it is not an Ed25519 public key (SubjectPublicKeyInfo) */
    static PublicKey publicKey(String pem) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(decoded(pem, "PUBLIC")));
    }

    /** @throws GeneralSecurityException if it is not an unencrypted Ed25519 private key (PKCS#8) */
    public static PrivateKey privateKey(String pem) throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(decoded(pem, "PRIVATE")));
    }

    /** The text of a signature file over the manifest. */
    public static byte[] sign(byte[] manifest, PrivateKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(ALGORITHM);
        signature.initSign(key);
        signature.update(manifest);
        return (Base64.getEncoder().encodeToString(signature.sign()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static boolean verifies(byte[] manifest, byte[] signatureFile, PublicKey key) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(manifest);
            return signature.verify(
                    Base64.getDecoder().decode(text(signatureFile).strip()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static byte[] decoded(String pem, String kind) throws GeneralSecurityException {
        Matcher matcher = PEM.matcher(pem.strip() + "\n");
        if (!matcher.matches() || !matcher.group(1).equals(kind)) {
            throw new GeneralSecurityException("not a " + kind + " KEY in PEM");
        }
        return Base64.getMimeDecoder().decode(matcher.group(2));
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.UTF_8);
    }

    private static RuleSetException problem(String file, String reason) {
        return new RuleSetException(new RuleProblem(null, file, 0, reason));
    }
}
