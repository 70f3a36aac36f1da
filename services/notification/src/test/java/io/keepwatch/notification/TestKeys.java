package io.keepwatch.notification;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * The keys of both sides. They are made where the platform is started and handed to the tests as configuration, because
 * the two are loaded apart.
 */
public final class TestKeys {
    /** Ours to open with: the one that is published first, and the one it replaces. */
    public static final String OPENING = "kw-enc-2";

    public static final String OLD_OPENING = "kw-enc-1";
    /** Ours to sign with. */
    public static final String OWN_SIGNING = "kw-sig-1";
    /** HR's to sign with: the new one, the one it replaces, another kind, one whose time is over, one to come. */
    public static final String SIGNING = "hr-sig-2";

    public static final String OLD_SIGNING = "hr-sig-1";
    public static final String EDWARDS_SIGNING = "hr-sig-3";
    public static final String EXPIRED_SIGNING = "hr-sig-0";
    public static final String COMING_SIGNING = "hr-sig-4";
    /** HR's to open our callbacks with. */
    public static final String CALLBACK = "hr-cb-1";

    private static final String SETTING = "test.keys.";
    private static final long IN_1970 = 86_400;
    private static final long IN_2100 = 4_102_444_800L;

    private TestKeys() {}

    /** The settings of the service, and each private key for the tests. */
    public static Map<String, String> made() {
        List<PublicJsonWebKey> own = List.of(
                named(rsa(), OPENING, "enc"), named(curve(), OLD_OPENING, "enc"), named(curve(), OWN_SIGNING, "sig"));
        List<PublicJsonWebKey> system = List.of(
                named(curve(), SIGNING, "sig"),
                named(rsa(), OLD_SIGNING, "sig"),
                named(edwards(), EDWARDS_SIGNING, "sig"),
                with(named(edwards(), EXPIRED_SIGNING, "sig"), "exp", IN_1970),
                with(named(edwards(), COMING_SIGNING, "sig"), "nbf", IN_2100),
                named(rsa(), CALLBACK, "enc"));
        Map<String, String> settings = new HashMap<>();
        settings.put("keepwatch.hr-keys.own", set(own, OutputControlLevel.INCLUDE_PRIVATE));
        settings.put("keepwatch.hr-keys.system", set(system, OutputControlLevel.PUBLIC_ONLY));
        List<PublicJsonWebKey> all = new ArrayList<>(own);
        all.addAll(system);
        all.forEach(key -> settings.put(SETTING + key.getKeyId(), key.toJson(OutputControlLevel.INCLUDE_PRIVATE)));
        return settings;
    }

    /** The private key of that id. */
    public static PublicJsonWebKey key(String id) {
        return key(id, ConfigProvider.getConfig().getValue(SETTING + id, String.class));
    }

    /** As {@link #key(String)}, from the settings {@link #made()}. */
    public static PublicJsonWebKey key(String id, Map<String, String> settings) {
        return key(id, settings.getOrDefault(SETTING + id, ""));
    }

    private static PublicJsonWebKey key(String id, String json) {
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(json);
        } catch (JoseException e) {
            throw new IllegalStateException(id, e);
        }
    }

    public static String set(List<PublicJsonWebKey> keys, OutputControlLevel level) {
        return new JsonWebKeySet(keys.toArray(JsonWebKey[]::new)).toJson(level);
    }

    public static PublicJsonWebKey named(PublicJsonWebKey key, String id, String use) {
        key.setKeyId(id);
        key.setUse(use);
        return key;
    }

    private static PublicJsonWebKey with(PublicJsonWebKey key, String member, long value) {
        key.setOtherParameter(member, value);
        return key;
    }

    public static PublicJsonWebKey rsa() {
        try {
            return RsaJwkGenerator.generateJwk(2048);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    public static PublicJsonWebKey curve() {
        try {
            return EcJwkGenerator.generateJwk(EllipticCurves.P256);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicJsonWebKey edwards() {
        try {
            return OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
