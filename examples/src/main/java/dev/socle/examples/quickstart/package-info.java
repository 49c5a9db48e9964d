/**
 * The shortest whole program: one service, one client.
 *
 * <p>It knows public types only. Read {@link dev.socle.examples.quickstart.Quickstart}.
 */
@NullMarked
package dev.socle.examples.quickstart;

import org.jspecify.annotations.NullMarked;
