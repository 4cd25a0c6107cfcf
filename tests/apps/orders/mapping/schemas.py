"""Catalogues as they are met: of systems that many have, and of somebody's own making."""

from __future__ import annotations

from regie.core.sqlguard import CatalogueColumn, CatalogueTable


def table(
    name: str, columns: str, *, leading: str = "", schema: str | None = None
) -> CatalogueTable:
    """`columns`: a line each, `name: type`."""
    named = [line.strip().rpartition(": ") for line in columns.strip().splitlines()]
    return CatalogueTable(
        schema,
        name,
        tuple(CatalogueColumn(column, type_, True) for column, _, type_ in named),
        frozenset(leading.split(", ") if leading else ()),
    )


SAGE = (
    table(
        "F_COMPTET",
        "CT_Num: varchar(17)\nCT_Intitule: varchar(69)\nCT_EMail: varchar(69)",
        leading="CT_Num",
        schema="dbo",
    ),
    table(
        "F_DOCENTETE",
        "DO_Domaine: smallint\nDO_Type: smallint\nDO_Piece: varchar(13)\nDO_Date: smalldatetime\n"
        "DO_Tiers: varchar(17)\nDO_Statut: smallint\nDO_DateLivr: smalldatetime\n"
        "DO_TotalHT: numeric(24,6)",
        leading="DO_Domaine, DO_Piece",
        schema="dbo",
    ),
    table(
        "F_DOCLIGNE",
        "DO_Piece: varchar(13)\nDL_Ligne: int\nDL_Design: varchar(69)\nDL_Qte: numeric(24,6)",
        leading="DO_Piece",
        schema="dbo",
    ),
)
SAP = (
    table("KNA1", "KUNNR: nvarchar(10)\nNAME1: nvarchar(35)\nORT01: nvarchar(35)", leading="KUNNR"),
    table(
        "VBAK",
        "VBELN: nvarchar(10)\nERDAT: nvarchar(8)\nKUNNR: nvarchar(10)\nVDATU: nvarchar(8)\n"
        "GBSTK: nvarchar(1)\nNETWR: decimal(15,2)",
        leading="VBELN",
    ),
    table("VBAP", "VBELN: nvarchar(10)\nPOSNR: nvarchar(6)\nARKTX: nvarchar(40)", leading="VBELN"),
)
WOOCOMMERCE = (
    table(
        "wp_wc_orders",
        "id: bigint unsigned\nstatus: varchar(20)\ntype: varchar(20)\n"
        "customer_id: bigint unsigned\nbilling_email: varchar(320)\n"
        "date_created_gmt: datetime\ndate_updated_gmt: datetime\ntotal_amount: decimal(26,8)",
        leading="id, status",
    ),
    table(
        "wp_wc_customer_lookup",
        "customer_id: bigint unsigned\nfirst_name: varchar(255)\nlast_name: varchar(255)\n"
        "email: varchar(100)",
        leading="customer_id",
    ),
    table(
        "wp_wc_order_stats", "order_id: bigint unsigned\nstatus: varchar(20)", leading="order_id"
    ),
    table(
        "wp_woocommerce_order_items", "order_item_id: bigint unsigned\norder_id: bigint unsigned"
    ),
)
DOLIBARR = (
    table(
        "llx_commande",
        "rowid: int\nref: varchar(30)\nfk_soc: int\ndate_creation: datetime\ndate_commande: date\n"
        "date_livraison: datetime\nfk_statut: smallint\ntms: timestamp",
        leading="rowid, ref, fk_soc",
    ),
    table("llx_commandedet", "rowid: int\nfk_commande: int\ndescription: text\nqty: double"),
    table("llx_societe", "rowid: int\nnom: varchar(128)\nemail: varchar(128)", leading="rowid"),
)
ODOO = (
    table(
        "res_partner",
        "id: integer\nname: character varying\nemail: character varying",
        leading="id",
        schema="public",
    ),
    table(
        "sale_order",
        "id: integer\nname: character varying\npartner_id: integer\nstate: character varying\n"
        "date_order: timestamp without time zone\ncommitment_date: timestamp without time zone\n"
        "amount_total: numeric",
        leading="id, name",
        schema="public",
    ),
    table(
        "sale_order_line", "id: integer\norder_id: integer\nname: text\nstate: character varying"
    ),
)
PRESTASHOP = (
    table(
        "ps_customer",
        "id_customer: int unsigned\nfirstname: varchar(255)\nlastname: varchar(255)\n"
        "email: varchar(255)\nbirthday: date",
        leading="id_customer",
    ),
    table(
        "ps_order_history",
        "id_order_history: int unsigned\nid_order: int unsigned\nid_order_state: int unsigned\n"
        "date_add: datetime",
        leading="id_order",
    ),
    table(
        "ps_orders",
        "id_order: int unsigned\nreference: varchar(9)\nid_customer: int unsigned\n"
        "current_state: int unsigned\ndelivery_date: datetime\ndate_add: datetime\n"
        "date_upd: datetime\ntotal_paid: decimal(20,6)",
        leading="id_order, reference",
    ),
    table("ps_order_detail", "id_order_detail: int\nid_order: int\nproduct_name: varchar(255)"),
    table("ps_order_carrier", "id_order: int\nid_carrier: int\ndate_add: datetime"),
)
OWN = (
    table(
        "T_CMD",
        "N° Cmd: nvarchar(20)\nNom Client: nvarchar(80)\nAdr Mail: nvarchar(120)\n"
        "Lib Etat: nvarchar(40)\nDt Cmd: nvarchar(10)\nDt Liv Prévue: nvarchar(10)\n"
        "Désignation: nvarchar(200)\nQté: int\nMt HT: money",
        leading="N° Cmd",
        schema="dbo",
    ),
    table(
        "T_CMD_HISTO",
        "Id: int\nN° Cmd: nvarchar(20)\nLib Etat: nvarchar(40)\nDt Etat: nvarchar(10)",
        leading="Id, N° Cmd",
        schema="dbo",
    ),
    table("T_CLIENT", "Code Client: int\nNom Client: nvarchar(80)", schema="dbo"),
)
LOWER = (
    table(
        "commandes",
        "numcommande: character varying(20)\nnomclient: character varying(80)\n"
        "etatcommande: character varying(20)\ndatecommande: integer\n"
        "datelivraisonprevue: integer\nlibelle: text\nquantite: integer",
        leading="numcommande",
    ),
)
DEMO = (
    table(
        "Commandes",
        "NumeroCommande: character varying(20)\nNomClient: character varying(120)\n"
        "Statut: character varying(40)\nDateCommande: date\nDateExpéditionPrévue: date\n"
        "Designation: character varying(200)\nNbExemplaires: integer\n"
        "Courriel: character varying(254)",
        leading="NumeroCommande",
        schema="public",
    ),
    table(
        "HistoriqueStatuts",
        "NumeroCommande: character varying(20)\nStatut: character varying(40)\nDateStatut: date",
        leading="NumeroCommande",
        schema="public",
    ),
)
UNRELATED = (table("employees", "id: integer\nname: text\nstatus: text\ndate: date"),)
