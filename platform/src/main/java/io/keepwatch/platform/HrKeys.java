package io.keepwatch.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/**
 * The keys between the local platform and its demo HR system, made at the first start and kept in the home: ours with
 * their private parts, those of the HR system for its client, and their public parts for us.
 */
final class HrKeys {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int RSA_BITS = 2048;
    /** A coordinate of P-256. */
    private static final int COORDINATE_BYTES = 32;

    private static final Set<String> PRIVATE_MEMBERS = Set.of("d", "p", "q", "dp", "dq", "qi");

    private final Home home;
    private final ObjectNode signing;
    private final ObjectNode callback;

    private HrKeys(Home home, ObjectNode signing, ObjectNode callback) {
        this.home = home;
        this.signing = signing;
        this.callback = callback;
    }

    static HrKeys in(Home home) throws IOException {
        Path file = home.path().resolve("hr-keys.json");
        if (!Files.exists(file)) {
            try {
                ObjectNode made = JSON.createObjectNode();
                made.putArray("own").add(rsa("keepwatch-enc-1")).add(curve("keepwatch-sig-1"));
                made.set("signingKey", curve("hris-sig-1"));
                made.set("callbackKey", rsa("hris-callback-1"));
                Home.writePrivately(file, JSON.writeValueAsBytes(made));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java runtime has RSA and P-256", e);
            }
        }
        ObjectNode kept = (ObjectNode) JSON.readTree(file.toFile());
        HrKeys keys = new HrKeys(home, kept.withObject("/signingKey"), kept.withObject("/callbackKey"));
        writeSet(keys.own(), kept.withArray("own"));
        writeSet(
                keys.system(),
                JSON.createArrayNode().add(publicPart(keys.signing)).add(publicPart(keys.callback)));
        Home.writePrivately(keys.callbackFile(), JSON.writeValueAsBytes(keys.callback));
        return keys;
    }

    /** The file with our keys. */
    Path own() {
        return home.path().resolve("hr-keys-own.json");
    }

    /** The file with the public keys of the demo HR system. */
    Path system() {
        return home.path().resolve("hr-keys-system.json");
    }

    /** The file with the key that opens callbacks, for the outside world. */
    Path callbackFile() {
        return home.path().resolve("hr-key-callback.json");
    }

    /** What the demo HR system signs with, private part included. */
    ObjectNode signingKey() {
        return signing.deepCopy();
    }

    /** What the demo HR system opens callbacks with, private part included. */
    ObjectNode callbackKey() {
        return callback.deepCopy();
    }

    private static void writeSet(Path file, ArrayNode keys) throws IOException {
        ObjectNode set = JSON.createObjectNode();
        set.set("keys", keys);
        Home.writePrivately(file, JSON.writeValueAsBytes(set));
    }

    private static ObjectNode publicPart(ObjectNode key) {
        return key.deepCopy().without(PRIVATE_MEMBERS);
    }

    private static ObjectNode rsa(String id) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS);
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) generator.generateKeyPair().getPrivate();
        return JSON.createObjectNode()
                .put("kty", "RSA")
                .put("kid", id)
                .put("use", "enc")
                .put("alg", "RSA-OAEP-256")
                .put("n", number(key.getModulus()))
                .put("e", number(key.getPublicExponent()))
                .put("d", number(key.getPrivateExponent()))
                .put("p", number(key.getPrimeP()))
                .put("q", number(key.getPrimeQ()))
                .put("dp", number(key.getPrimeExponentP()))
                .put("dq", number(key.getPrimeExponentQ()))
                .put("qi", number(key.getCrtCoefficient()));
    }

    private static ObjectNode curve(String id) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        ECPublicKey open = (ECPublicKey) pair.getPublic();
        ECPrivateKey secret = (ECPrivateKey) pair.getPrivate();
        return JSON.createObjectNode()
                .put("kty", "EC")
                .put("kid", id)
                .put("use", "sig")
                .put("alg", "ES256")
                .put("crv", "P-256")
                .put("x", coordinate(open.getW().getAffineX()))
                .put("y", coordinate(open.getW().getAffineY()))
                .put("d", coordinate(secret.getS()));
    }

    /** Big-endian without a sign, as JSON Web Keys have it. */
    private static String number(BigInteger value) {
        byte[] bytes = value.toByteArray();
        int sign = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
        return base64(bytes, sign);
    }

    private static String coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] padded = new byte[COORDINATE_BYTES];
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, padded, COORDINATE_BYTES - length, length);
        return base64(padded, 0);
    }

    private static String base64(byte[] bytes, int from) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
    }
}
