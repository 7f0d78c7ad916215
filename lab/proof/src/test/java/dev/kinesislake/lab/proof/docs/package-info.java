/**
 * Checks the documents: links, mentioned pages, the index of decisions, and the README's commands. Imports only
 * {@code lab.proof.cli}.
 */
@NullMarked
package dev.kinesislake.lab.proof.docs;

import org.jspecify.annotations.NullMarked;
