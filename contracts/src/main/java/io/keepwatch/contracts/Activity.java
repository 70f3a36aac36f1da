package io.keepwatch.contracts;

import org.jspecify.annotations.Nullable;

/**
 * Something a person did, as a feed reported it and ingestion accepted it; the value of the topic
 * {@link Topic#ACTIVITY}. Written and read by {@link ActivityJson}, built from a sender's fields by {@link ActivityDraft}.
 */
public sealed interface Activity
        permits FileAccess,
                FileDownload,
                UsbWrite,
                EmailSent,
                CloudUpload,
                AuthLogin,
                AgentState,
                PrintJob,
                BadgeSwipe,
                ProcessStart,
                SessionOpen,
                NetworkConnect,
                WebVisit,
                PrivilegeRequest,
                Detection,
                PersonRecord {

    ActivityHeader header();

    ActivityType type();

    /** The value of an attribute in the Java type of its {@link Attribute.Kind}; null if absent or not of this type. */
    @Nullable
    Object get(Attribute attribute);
}
