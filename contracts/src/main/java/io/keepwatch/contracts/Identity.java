package io.keepwatch.contracts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person as of {@link #validFrom}: the value of {@link Topic#IDENTITY} and, as a profile change, of {@link
 * Topic#ACTIVITY}, where it keeps its place among the person's activities. Written and read by {@link IdentityJson}.
 *
 * @param subject the person's key, a personnel number rather than a name
 * @param accounts every account, mail address and badge ({@code badge:4711}) of the person
 * @param hosts the machines the person owns
 * @param device whose the person's device is, absent where unknown
 * @param manager the manager's subject
 * @param peerGroup people like this one
 * @param privileged holds administrative rights
 * @param contractor is not an employee
 * @param crownJewels may reach what the company cannot lose
 * @param timeZone IANA name; the person's days and nights are counted in it. Absent means UTC
 * @param workHours for example {@code Mon-Fri 09:00-17:30}
 * @param site where the person works
 * @param clearance 0 upwards
 * @param validFrom from when on this record holds, in event time
 * @param retired true once the identity was deleted, because the person left: anybody may claim its accounts
 */
public record Identity(
        String subject,
        List<String> accounts,
        List<String> hosts,
        @Nullable Device device,
        @Nullable String department,
        @Nullable String role,
        @Nullable String peerGroup,
        @Nullable String manager,
        boolean privileged,
        boolean contractor,
        boolean crownJewels,
        @Nullable String timeZone,
        @Nullable String workHours,
        @Nullable String site,
        int clearance,
        Instant validFrom,
        boolean retired) {

    public Identity {
        accounts = List.copyOf(accounts);
        hosts = List.copyOf(hosts);
    }

    /**
     * Whose the person's device is; a private one may be monitored only under an agreement.
     *
     * @param owner company or byod
     * @param agreement reference of the agreement on file, empty if there is none
     */
    public record Device(String owner, String agreement) {}
}
