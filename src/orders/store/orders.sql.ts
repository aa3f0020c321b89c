import { ORDER_FACTS_SQL } from './order-facts.sql.js';
import { OTHER_DISPUTES_SQL } from './other-disputes.sql.js';

export const READ_ORDER = `
  SELECT p.buyer_locale AS "buyerLocale", p.seller_locale AS "sellerLocale", p.buyer_email AS "buyerEmail",
    p.seller_email AS "sellerEmail", p.buyer_time_zone AS "buyerTimeZone", p.seller_time_zone AS "sellerTimeZone",
    p.delivery_country AS "deliveryCountry", p.content_hash AS "contentHash", ${ORDER_FACTS_SQL('p.order_id')} AS facts
  FROM order_snapshot p WHERE p.order_id = $1`;

export const READ_ELIGIBILITY = `
  SELECT parley_now() AS now, ${ORDER_FACTS_SQL('$1')} AS facts, ${OTHER_DISPUTES_SQL('$1')} AS disputes`;

/**
 * Compares and sets in one statement: $2 is the hash of the snapshot that was judged (null: none was there), and every
 * line carries the claim number it was judged with. Zero rows, or a line gone past that number (its check fires on -1),
 * means that somebody was faster. Lines are touched in order of id, as everywhere.
 */
export const WRITE_ORDER = `
  WITH o AS (
    INSERT INTO order_snapshot (order_id, buyer_id, seller_id, currency, placed_at, buyer_locale, seller_locale, buyer_email,
      seller_email, buyer_time_zone, seller_time_zone, delivery_country, delivery_latitude, delivery_longitude, shipping_paid, content_hash, created_at, updated_at)
    SELECT $1, n."buyerId", n."sellerId", n.currency, n."placedAt", n."buyerLocale", n."sellerLocale", n."buyerEmail",
      n."sellerEmail", n."buyerTimeZone", n."sellerTimeZone", n."deliveryCountry",
      (n."deliveryPlace" ->> 'latitude')::float8, (n."deliveryPlace" ->> 'longitude')::float8, n."shippingPaid", $3, parley_now(), parley_now()
    FROM jsonb_to_record($4::jsonb) AS n("buyerId" text, "sellerId" text, currency text, "placedAt" timestamptz,
      "buyerLocale" text, "sellerLocale" text, "buyerEmail" text, "sellerEmail" text, "buyerTimeZone" text,
      "sellerTimeZone" text, "deliveryCountry" text, "deliveryPlace" jsonb, "shippingPaid" bigint)
    ON CONFLICT (order_id) DO UPDATE SET buyer_locale = EXCLUDED.buyer_locale, seller_locale = EXCLUDED.seller_locale,
      buyer_email = EXCLUDED.buyer_email, seller_email = EXCLUDED.seller_email, buyer_time_zone = EXCLUDED.buyer_time_zone,
      seller_time_zone = EXCLUDED.seller_time_zone, delivery_country = EXCLUDED.delivery_country,
      delivery_latitude = EXCLUDED.delivery_latitude, delivery_longitude = EXCLUDED.delivery_longitude,
      shipping_paid = EXCLUDED.shipping_paid, content_hash = EXCLUDED.content_hash, updated_at = EXCLUDED.updated_at
    WHERE order_snapshot.content_hash = $2
    RETURNING order_id
  ), l AS (
    INSERT INTO order_line AS was (order_id, line_id, title, quantity, paid, claim_seq)
    SELECT o.order_id, n."lineId", n.title, n.quantity, n.paid, n."claimSeq"
    FROM o, jsonb_to_recordset($4::jsonb -> 'lines')
      AS n("lineId" text, title text, quantity integer, paid bigint, "claimSeq" bigint)
    ORDER BY n."lineId"
    ON CONFLICT (order_id, line_id) DO UPDATE SET title = EXCLUDED.title, quantity = EXCLUDED.quantity, paid = EXCLUDED.paid,
      claim_seq = CASE
        WHEN was.claim_seq <> EXCLUDED.claim_seq THEN -1
        WHEN (was.quantity, was.paid) IS DISTINCT FROM (EXCLUDED.quantity, EXCLUDED.paid) THEN was.claim_seq + 1
        ELSE was.claim_seq END
    WHERE (was.title, was.quantity, was.paid) IS DISTINCT FROM (EXCLUDED.title, EXCLUDED.quantity, EXCLUDED.paid)
  ), s AS (
    INSERT INTO order_shipment (order_id, shipment_id, carrier, tracking_number, line_ids, shipped_at, promised_by, delivered_at)
    SELECT o.order_id, n.id, n.carrier, n."trackingNumber", n."lineIds", n."shippedAt", n."promisedBy", n."deliveredAt"
    FROM o, jsonb_to_recordset($4::jsonb -> 'shipments') AS n(id text, carrier text, "trackingNumber" text, "lineIds" text[],
      "shippedAt" timestamptz, "promisedBy" timestamptz, "deliveredAt" timestamptz)
    ON CONFLICT (order_id, shipment_id) DO UPDATE SET carrier = EXCLUDED.carrier, tracking_number = EXCLUDED.tracking_number,
      line_ids = EXCLUDED.line_ids, shipped_at = EXCLUDED.shipped_at, promised_by = EXCLUDED.promised_by,
      delivered_at = EXCLUDED.delivered_at
  ), gone AS (
    DELETE FROM order_shipment d USING o
    WHERE d.order_id = o.order_id
      AND d.shipment_id NOT IN (SELECT n.id FROM jsonb_to_recordset($4::jsonb -> 'shipments') AS n(id text))
  )
  SELECT order_id FROM o`;
