/**
 * Layer 7, names: from the name of a service to the live instances that offer it.
 *
 * <p>It must not know frames, nor how bytes move. Its call down is a typed service over sessions; its callback up is a
 * stream of whole {@link dev.socle.names.Snapshot snapshots}. Read {@link dev.socle.names.Names} first.
 */
@NullMarked
package dev.socle.names;

import org.jspecify.annotations.NullMarked;
