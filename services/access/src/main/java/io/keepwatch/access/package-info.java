/**
 * Who may do what, asked of Keycloak. Every service asks in the same way and answers in the same way; what a role may do
 * stands in the realm and in {@code contracts/roles.md}.
 */
@org.jspecify.annotations.NullMarked
package io.keepwatch.access;
