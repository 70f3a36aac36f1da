package io.keepwatch.rules.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.rules.book.RuleSetException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S2-086: two people who did not write a rule set let it pass as it is")
class ApprovalsTest {
    private static final KeyPair ALICE = pair();
    private static final KeyPair BOB = pair();
    private static final KeyPair CAROL = pair();
    private static final KeyPair MALLORY = pair();

    private final Map<String, byte[]> set = new HashMap<>();
    private final Map<String, PublicKey> approvers = new HashMap<>();

    @BeforeEach
    void aSetByAlice() {
        set.put("catalogue/siem/a/rule.drl", bytes("rule"));
        set.put("lists/words.yaml", bytes("words"));
        approvers.put("alice", ALICE.getPublic());
        approvers.put("bob", BOB.getPublic());
        approvers.put("carol", CAROL.getPublic());
        manifest(7, "alice");
    }

    @Test
    void shouldPassWithTwoApprovals() throws Exception {
        sign("bob", BOB);
        sign("carol", CAROL);

        Manifest manifest = check(null);

        assertThat(manifest.number()).isEqualTo(7);
        assertThat(manifest.author()).isEqualTo("alice");
        assertThat(manifest.files()).containsOnlyKeys("catalogue/siem/a/rule.drl", "lists/words.yaml");
    }

    @Test
    void shouldWantAManifest() {
        set.remove(Manifest.FILE);

        refused(null, "approvals/manifest: is missing");
    }

    @Test
    void shouldNotPassWithOne() throws Exception {
        sign("bob", BOB);

        refused(null, "has 1 valid approvals of others than the author, needs 2");
    }

    @Test
    @DisplayName("the author's own signature does not count, under no name")
    void shouldNotCountTheAuthor() throws Exception {
        sign("bob", BOB);
        sign("alice", ALICE);
        refused(null, "approvals/alice.sig: is the author's own");

        approvers.put("alias", ALICE.getPublic());
        sign("alias", ALICE);
        refused(null, "approvals/alias.sig: is the author's own");
    }

    @Test
    @DisplayName("one key is one approver, whatever its names")
    void shouldCountAKeyOnce() throws Exception {
        approvers.put("robert", BOB.getPublic());
        sign("bob", BOB);
        sign("robert", BOB);

        refused(null, "signed under another name");
    }

    @Test
    void shouldNotCountAWrongKey() throws Exception {
        sign("bob", BOB);
        sign("carol", MALLORY);

        refused(null, "approvals/carol.sig: is not a signature of carol");
    }

    @Test
    void shouldNotCountAStranger() throws Exception {
        sign("bob", BOB);
        sign("mallory", MALLORY);

        refused(null, "mallory is no approver");
    }

    @Test
    @DisplayName("a signature that does not count harms nothing where two others do")
    void shouldNotMindAStrangerBesideTwo() throws Exception {
        sign("bob", BOB);
        sign("carol", CAROL);
        sign("mallory", MALLORY);

        assertThat(check(null).number()).isEqualTo(7);
    }

    @Test
    void shouldRefuseWhatWasChangedAddedOrTakenAway() throws Exception {
        sign("bob", BOB);
        sign("carol", CAROL);

        set.put("lists/words.yaml", bytes("Words"));
        refused(null, "lists/words.yaml: is not what the manifest says");
        set.remove("lists/words.yaml");
        refused(null, "lists/words.yaml: stands in the manifest, but is not there");
        set.put("lists/words.yaml", bytes("words"));
        set.put("lists/more.yaml", bytes("more"));
        refused(null, "lists/more.yaml: does not stand in the manifest");
    }

    @Test
    @DisplayName("a signature of another manifest signs nothing here")
    void shouldNotCarrySignaturesOver() throws Exception {
        sign("bob", BOB);
        sign("carol", CAROL);
        manifest(8, "alice");

        refused(null, "has 0 valid approvals");
    }

    @Test
    @DisplayName("an older set does not come back, nor another of the same number")
    void shouldRefuseARollback() throws Exception {
        sign("bob", BOB);
        sign("carol", CAROL);
        Manifest approved = check(null);

        assertThat(check(Approvals.Newest.of(approved)).number())
                .as("the very same")
                .isEqualTo(7);
        refused(new Approvals.Newest(8, "f".repeat(64)), "number 7 is not after 8");
        refused(new Approvals.Newest(7, "f".repeat(64)), "number 7 is not after 7");
        assertThat(check(new Approvals.Newest(6, "f".repeat(64))).number()).isEqualTo(7);
    }

    @Test
    @DisplayName("what says which commit it is may be written after signing")
    void shouldNotListTheCommit() throws Exception {
        sign("bob", BOB);
        sign("carol", CAROL);
        set.put("COMMIT", bytes("0a1b2c"));

        assertThat(check(null).number()).isEqualTo(7);
    }

    @Test
    @DisplayName("there is one way to write a manifest; anything else is refused, with the line")
    void shouldReadOnlyWhatIsWrittenInTheOneWay() throws Exception {
        byte[] good = Manifest.of(7, "alice", "0a1b2c", set).write();
        assertThat(Manifest.read(good).commit()).isEqualTo("0a1b2c");
        String text = new String(good, StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>(text.lines().toList());
        List<String> swapped = new ArrayList<>(lines);
        swapped.add(swapped.remove(4));
        for (String bad : List.of(
                "",
                text.replace("manifest 1", "manifest 2"),
                text.replace("number 7", "number 07"),
                text.replace("number 7", "number -7"),
                text.replace("author alice", "author Alice"),
                text.replace("commit 0a1b2c", "commit a b"),
                text + "\n",
                text.stripTrailing(),
                text.replace("\n", "\r\n"),
                text.replace("  lists", " lists"),
                text + lines.getLast() + "\n",
                String.join("\n", swapped) + "\n")) {
            assertThatThrownBy(() -> Manifest.read(bytes(bad)))
                    .as(bad)
                    .isInstanceOf(RuleSetException.class)
                    .hasMessageStartingWith(Manifest.FILE);
        }
    }

    @Test
    @DisplayName("any changed byte of manifest or signatures is found")
    void shouldNoticeEveryChangedByte() throws Exception {
        sign("bob", BOB);
        sign("carol", CAROL);
        for (String path : List.of(Manifest.FILE, "approvals/bob.sig")) {
            byte[] whole = Objects.requireNonNull(set.get(path));
            for (int i = 0; i < whole.length; i++) {
                byte[] changed = whole.clone();
                changed[i] ^= 0x01;
                set.put(path, changed);
                // The line feed behind a signature says nothing.
                if (!new String(changed, StandardCharsets.UTF_8)
                        .strip()
                        .equals(new String(whole, StandardCharsets.UTF_8).strip())) {
                    assertThatThrownBy(() -> check(null))
                            .as(path + " byte " + i)
                            .isInstanceOf(RuleSetException.class);
                }
            }
            set.put(path, whole);
        }
        assertThat(check(null).number()).isEqualTo(7);
    }

    @Test
    void shouldReadKeysAsToolsWriteThem() throws Exception {
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getEncoder().encodeToString(ALICE.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";

        assertThat(Keys.approvers(Map.of("approvers/alice.pem", bytes(pem), "lists/x.pem", bytes("no key"))))
                .containsOnlyKeys("alice");
        for (String bad : List.of(
                "", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", pem.replace("PUBLIC", "PRIVATE"))) {
            assertThatThrownBy(() -> Keys.approvers(Map.of("approvers/alice.pem", bytes(bad))))
                    .isInstanceOf(RuleSetException.class)
                    .hasMessageStartingWith("approvers/alice.pem");
        }
        assertThatThrownBy(() -> Keys.approvers(Map.of("approvers/A B.pem", bytes(pem))))
                .isInstanceOf(RuleSetException.class);
    }

    private Manifest check(Approvals.@Nullable Newest newest) throws RuleSetException {
        return new Approvals(approvers, 2).check(set, newest);
    }

    private void refused(Approvals.@Nullable Newest newest, String reason) {
        assertThatThrownBy(() -> check(newest))
                .isInstanceOf(RuleSetException.class)
                .hasMessageContaining(reason);
    }

    private void manifest(long number, String author) {
        set.put(Manifest.FILE, Manifest.of(number, author, null, set).write());
    }

    private void sign(String name, KeyPair key) throws GeneralSecurityException {
        set.put(
                Approvals.signatureOf(name),
                Keys.sign(Objects.requireNonNull(set.get(Manifest.FILE)), key.getPrivate()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
