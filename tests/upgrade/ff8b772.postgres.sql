


SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;


CREATE TABLE public.account (
    id integer NOT NULL,
    person_id integer NOT NULL,
    channel character varying NOT NULL,
    address character varying NOT NULL,
    reachable boolean NOT NULL,
    bound_at timestamp with time zone NOT NULL
);



CREATE SEQUENCE public.account_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.account_id_seq OWNED BY public.account.id;



CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);



CREATE TABLE public.ask (
    id integer NOT NULL,
    due_id integer NOT NULL,
    seat_id integer NOT NULL,
    rung character varying NOT NULL,
    rung_date date NOT NULL,
    notice_id integer NOT NULL,
    merged boolean NOT NULL
);



CREATE SEQUENCE public.ask_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.ask_id_seq OWNED BY public.ask.id;



CREATE TABLE public.assignment (
    id integer NOT NULL,
    task_id integer NOT NULL,
    unit_id integer,
    parent_id integer,
    printed character varying NOT NULL,
    role character varying(32) NOT NULL,
    "position" integer NOT NULL,
    consolidates boolean NOT NULL,
    asked boolean NOT NULL,
    ended_at timestamp with time zone
);



CREATE SEQUENCE public.assignment_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.assignment_id_seq OWNED BY public.assignment.id;



CREATE TABLE public.audit_entry (
    id integer NOT NULL,
    at timestamp with time zone NOT NULL,
    person_id integer,
    authority character varying NOT NULL,
    action character varying NOT NULL,
    entity character varying NOT NULL,
    entity_id integer,
    detail json NOT NULL
);



CREATE SEQUENCE public.audit_entry_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.audit_entry_id_seq OWNED BY public.audit_entry.id;



CREATE TABLE public.chase (
    id integer NOT NULL,
    due_id integer NOT NULL,
    person_id integer NOT NULL,
    day date NOT NULL,
    at timestamp with time zone NOT NULL
);



CREATE SEQUENCE public.chase_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.chase_id_seq OWNED BY public.chase.id;



CREATE TABLE public.checkpoint (
    id integer NOT NULL,
    task_id integer NOT NULL,
    kind character varying(32) NOT NULL,
    day date NOT NULL,
    target character varying NOT NULL,
    basis character varying NOT NULL,
    confirmed boolean NOT NULL,
    original_day date
);



CREATE SEQUENCE public.checkpoint_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.checkpoint_id_seq OWNED BY public.checkpoint.id;



CREATE TABLE public.due (
    id integer NOT NULL,
    checkpoint_id integer NOT NULL,
    assignment_id integer NOT NULL,
    day date NOT NULL,
    exempted_at timestamp with time zone,
    exempted_reason character varying
);



CREATE SEQUENCE public.due_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.due_id_seq OWNED BY public.due.id;



CREATE TABLE public.evidence (
    id integer NOT NULL,
    assignment_id integer NOT NULL,
    report_id integer,
    person_id integer NOT NULL,
    at timestamp with time zone NOT NULL,
    file_name character varying NOT NULL,
    sha256 character varying NOT NULL,
    size integer NOT NULL
);



CREATE SEQUENCE public.evidence_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.evidence_id_seq OWNED BY public.evidence.id;



CREATE TABLE public.fact (
    name character varying NOT NULL,
    value character varying NOT NULL
);



CREATE TABLE public.finding (
    id integer NOT NULL,
    plan_id integer NOT NULL,
    kind character varying NOT NULL,
    severity character varying NOT NULL,
    message character varying NOT NULL,
    quotes json NOT NULL,
    settled_at timestamp with time zone
);



CREATE SEQUENCE public.finding_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.finding_id_seq OWNED BY public.finding.id;



CREATE TABLE public.group_membership (
    id integer NOT NULL,
    group_id integer NOT NULL,
    member_id integer NOT NULL,
    since date NOT NULL,
    until date
);



CREATE SEQUENCE public.group_membership_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.group_membership_id_seq OWNED BY public.group_membership.id;



CREATE TABLE public.indicator (
    id integer NOT NULL,
    plan_id integer NOT NULL,
    seq character varying NOT NULL,
    name character varying NOT NULL,
    measure character varying,
    baseline json NOT NULL,
    targets json NOT NULL,
    supplier_id integer
);



CREATE SEQUENCE public.indicator_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.indicator_id_seq OWNED BY public.indicator.id;



CREATE TABLE public.invitation (
    id integer NOT NULL,
    seat_id integer NOT NULL,
    person_id integer,
    code_hash character varying NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    revoked_at timestamp with time zone
);



CREATE SEQUENCE public.invitation_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.invitation_id_seq OWNED BY public.invitation.id;



CREATE TABLE public.joint_meeting (
    id integer NOT NULL,
    jurisdiction_id integer NOT NULL,
    name character varying NOT NULL,
    office_unit_id integer,
    rules json NOT NULL
);



CREATE SEQUENCE public.joint_meeting_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.joint_meeting_id_seq OWNED BY public.joint_meeting.id;



CREATE TABLE public.jurisdiction (
    id integer NOT NULL,
    name character varying NOT NULL
);



CREATE SEQUENCE public.jurisdiction_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.jurisdiction_id_seq OWNED BY public.jurisdiction.id;



CREATE TABLE public.notice (
    id integer NOT NULL,
    person_id integer NOT NULL,
    kind character varying(32) NOT NULL,
    working_day date,
    state character varying(32) NOT NULL,
    send_at timestamp with time zone NOT NULL,
    text character varying,
    buttons json NOT NULL,
    attempts integer NOT NULL,
    claimed_at timestamp with time zone,
    retry_at timestamp with time zone,
    sent_at timestamp with time zone,
    error character varying
);



CREATE SEQUENCE public.notice_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.notice_id_seq OWNED BY public.notice.id;



CREATE TABLE public.person (
    id integer NOT NULL,
    jurisdiction_id integer NOT NULL,
    name character varying NOT NULL
);



CREATE SEQUENCE public.person_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.person_id_seq OWNED BY public.person.id;



CREATE TABLE public.plan (
    id integer NOT NULL,
    meeting_id integer NOT NULL,
    title character varying NOT NULL,
    number character varying,
    issuer character varying,
    document_status character varying,
    stage character varying(32) NOT NULL,
    issued_on date,
    period_start date,
    period_end date,
    loaded_at timestamp with time zone NOT NULL,
    dispatched_at timestamp with time zone,
    file_name character varying NOT NULL,
    file_hash character varying NOT NULL,
    settings json NOT NULL,
    remarks json NOT NULL,
    intake json NOT NULL
);



CREATE SEQUENCE public.plan_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.plan_id_seq OWNED BY public.plan.id;



CREATE TABLE public.prompt (
    person_id integer NOT NULL,
    kind character varying NOT NULL,
    args json NOT NULL,
    at timestamp with time zone NOT NULL
);



CREATE TABLE public.reading (
    id integer NOT NULL,
    indicator_id integer NOT NULL,
    report_id integer NOT NULL,
    period character varying NOT NULL,
    value character varying NOT NULL,
    at timestamp with time zone NOT NULL
);



CREATE SEQUENCE public.reading_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.reading_id_seq OWNED BY public.reading.id;



CREATE TABLE public.report (
    id integer NOT NULL,
    assignment_id integer NOT NULL,
    checkpoint_id integer,
    person_id integer NOT NULL,
    entered_by integer,
    at timestamp with time zone NOT NULL,
    kind character varying(32) NOT NULL,
    percent integer,
    text character varying NOT NULL,
    problem character varying,
    needs character varying,
    expected date,
    new_date date,
    old_day date,
    status character varying(32) NOT NULL,
    decided_at timestamp with time zone,
    decided_by integer,
    reason character varying,
    withdrawn_at timestamp with time zone,
    replaces_id integer
);



CREATE SEQUENCE public.report_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.report_id_seq OWNED BY public.report.id;



CREATE TABLE public.seat (
    id integer NOT NULL,
    meeting_id integer NOT NULL,
    unit_id integer NOT NULL,
    role character varying(32) NOT NULL,
    post character varying NOT NULL
);



CREATE SEQUENCE public.seat_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.seat_id_seq OWNED BY public.seat.id;



CREATE TABLE public.shown (
    id integer NOT NULL,
    address character varying NOT NULL,
    message_id integer NOT NULL,
    notice_id integer,
    items json NOT NULL,
    at timestamp with time zone NOT NULL
);



CREATE SEQUENCE public.shown_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.shown_id_seq OWNED BY public.shown.id;



CREATE TABLE public.task (
    id integer NOT NULL,
    plan_id integer NOT NULL,
    "position" integer NOT NULL,
    seq character varying NOT NULL,
    section character varying,
    title character varying NOT NULL,
    content character varying NOT NULL,
    leaders json NOT NULL,
    deadline_text character varying,
    standing boolean NOT NULL,
    cycles json NOT NULL,
    source_place character varying NOT NULL,
    source_quote character varying NOT NULL,
    confidence double precision NOT NULL,
    candidate boolean NOT NULL,
    review character varying,
    indicator_id integer,
    cancelled_at timestamp with time zone,
    closed_at timestamp with time zone,
    struck_off_at timestamp with time zone
);



CREATE SEQUENCE public.task_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.task_id_seq OWNED BY public.task.id;



CREATE TABLE public.tenure (
    id integer NOT NULL,
    seat_id integer NOT NULL,
    person_id integer NOT NULL,
    kind character varying(32) NOT NULL,
    since date NOT NULL,
    until date
);



CREATE SEQUENCE public.tenure_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.tenure_id_seq OWNED BY public.tenure.id;



CREATE TABLE public.unit (
    id integer NOT NULL,
    jurisdiction_id integer NOT NULL,
    name character varying NOT NULL,
    kind character varying(32) NOT NULL,
    level character varying
);



CREATE TABLE public.unit_alias (
    id integer NOT NULL,
    jurisdiction_id integer NOT NULL,
    unit_id integer NOT NULL,
    name character varying NOT NULL
);



CREATE SEQUENCE public.unit_alias_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.unit_alias_id_seq OWNED BY public.unit_alias.id;



CREATE SEQUENCE public.unit_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;



ALTER SEQUENCE public.unit_id_seq OWNED BY public.unit.id;



ALTER TABLE ONLY public.account ALTER COLUMN id SET DEFAULT nextval('public.account_id_seq'::regclass);



ALTER TABLE ONLY public.ask ALTER COLUMN id SET DEFAULT nextval('public.ask_id_seq'::regclass);



ALTER TABLE ONLY public.assignment ALTER COLUMN id SET DEFAULT nextval('public.assignment_id_seq'::regclass);



ALTER TABLE ONLY public.audit_entry ALTER COLUMN id SET DEFAULT nextval('public.audit_entry_id_seq'::regclass);



ALTER TABLE ONLY public.chase ALTER COLUMN id SET DEFAULT nextval('public.chase_id_seq'::regclass);



ALTER TABLE ONLY public.checkpoint ALTER COLUMN id SET DEFAULT nextval('public.checkpoint_id_seq'::regclass);



ALTER TABLE ONLY public.due ALTER COLUMN id SET DEFAULT nextval('public.due_id_seq'::regclass);



ALTER TABLE ONLY public.evidence ALTER COLUMN id SET DEFAULT nextval('public.evidence_id_seq'::regclass);



ALTER TABLE ONLY public.finding ALTER COLUMN id SET DEFAULT nextval('public.finding_id_seq'::regclass);



ALTER TABLE ONLY public.group_membership ALTER COLUMN id SET DEFAULT nextval('public.group_membership_id_seq'::regclass);



ALTER TABLE ONLY public.indicator ALTER COLUMN id SET DEFAULT nextval('public.indicator_id_seq'::regclass);



ALTER TABLE ONLY public.invitation ALTER COLUMN id SET DEFAULT nextval('public.invitation_id_seq'::regclass);



ALTER TABLE ONLY public.joint_meeting ALTER COLUMN id SET DEFAULT nextval('public.joint_meeting_id_seq'::regclass);



ALTER TABLE ONLY public.jurisdiction ALTER COLUMN id SET DEFAULT nextval('public.jurisdiction_id_seq'::regclass);



ALTER TABLE ONLY public.notice ALTER COLUMN id SET DEFAULT nextval('public.notice_id_seq'::regclass);



ALTER TABLE ONLY public.person ALTER COLUMN id SET DEFAULT nextval('public.person_id_seq'::regclass);



ALTER TABLE ONLY public.plan ALTER COLUMN id SET DEFAULT nextval('public.plan_id_seq'::regclass);



ALTER TABLE ONLY public.reading ALTER COLUMN id SET DEFAULT nextval('public.reading_id_seq'::regclass);



ALTER TABLE ONLY public.report ALTER COLUMN id SET DEFAULT nextval('public.report_id_seq'::regclass);



ALTER TABLE ONLY public.seat ALTER COLUMN id SET DEFAULT nextval('public.seat_id_seq'::regclass);



ALTER TABLE ONLY public.shown ALTER COLUMN id SET DEFAULT nextval('public.shown_id_seq'::regclass);



ALTER TABLE ONLY public.task ALTER COLUMN id SET DEFAULT nextval('public.task_id_seq'::regclass);



ALTER TABLE ONLY public.tenure ALTER COLUMN id SET DEFAULT nextval('public.tenure_id_seq'::regclass);



ALTER TABLE ONLY public.unit ALTER COLUMN id SET DEFAULT nextval('public.unit_id_seq'::regclass);



ALTER TABLE ONLY public.unit_alias ALTER COLUMN id SET DEFAULT nextval('public.unit_alias_id_seq'::regclass);



INSERT INTO public.account VALUES
	(1, 1, 'telegram', '1001', true, '2025-11-03 00:00:00+00'),
	(2, 2, 'telegram', '1002', true, '2025-11-03 00:00:00+00'),
	(3, 3, 'telegram', '1003', true, '2025-11-03 00:00:00+00'),
	(4, 4, 'telegram', '1004', true, '2025-11-03 00:00:00+00'),
	(5, 5, 'telegram', '1005', true, '2025-11-03 00:00:00+00'),
	(6, 6, 'telegram', '1006', true, '2025-11-03 00:00:00+00'),
	(7, 7, 'telegram', '1007', true, '2025-11-03 00:00:00+00'),
	(8, 8, 'telegram', '1008', true, '2025-11-03 00:00:00+00'),
	(9, 9, 'telegram', '1009', true, '2025-11-03 00:00:00+00'),
	(10, 10, 'telegram', '1010', true, '2025-11-03 00:00:00+00'),
	(11, 11, 'telegram', '1011', true, '2025-11-03 00:00:00+00'),
	(12, 12, 'telegram', '1012', true, '2025-11-03 00:00:00+00'),
	(13, 13, 'telegram', '1013', true, '2025-11-03 00:00:00+00'),
	(14, 14, 'telegram', '1014', true, '2025-11-03 00:00:00+00'),
	(15, 15, 'telegram', '1015', true, '2025-11-03 00:00:00+00'),
	(16, 16, 'telegram', '1016', true, '2025-11-03 00:00:00+00'),
	(19, 19, 'telegram', '1019', true, '2025-11-03 00:00:00+00'),
	(20, 20, 'telegram', '1020', true, '2025-11-03 00:00:00+00'),
	(21, 21, 'telegram', '1021', true, '2025-11-03 00:00:00+00'),
	(22, 23, 'telegram', '9025', true, '2025-11-03 01:30:00+00'),
	(18, 18, 'telegram', '1018', false, '2025-11-03 00:00:00+00'),
	(17, 17, 'telegram', '1017', false, '2025-11-03 00:00:00+00');



INSERT INTO public.alembic_version VALUES
	('0003');



INSERT INTO public.ask VALUES
	(1, 2, 13, '交办', '2025-11-03', 1, false),
	(2, 17, 13, '交办', '2025-11-03', 1, false),
	(3, 33, 13, '交办', '2025-11-03', 1, false),
	(4, 22, 13, '交办', '2025-11-03', 1, false),
	(5, 1, 5, '交办', '2025-11-03', 2, false),
	(6, 37, 5, '交办', '2025-11-03', 2, false),
	(7, 4, 5, '交办', '2025-11-03', 2, false),
	(8, 29, 5, '交办', '2025-11-03', 2, false),
	(9, 82, 5, '交办', '2025-11-03', 2, false),
	(10, 6, 5, '交办', '2025-11-03', 2, false),
	(11, 19, 5, '交办', '2025-11-03', 2, false),
	(12, 73, 5, '交办', '2025-11-03', 2, false),
	(13, 83, 5, '交办', '2025-11-03', 2, false),
	(14, 85, 5, '交办', '2025-11-03', 2, false),
	(15, 87, 5, '交办', '2025-11-03', 2, false),
	(16, 89, 5, '交办', '2025-11-03', 2, false),
	(17, 91, 5, '交办', '2025-11-03', 2, false),
	(18, 35, 8, '交办', '2025-11-03', 3, false),
	(19, 23, 8, '交办', '2025-11-03', 3, false),
	(20, 32, 8, '交办', '2025-11-03', 3, false),
	(21, 36, 15, '交办', '2025-11-03', 4, false),
	(22, 38, 15, '交办', '2025-11-03', 4, false),
	(23, 39, 16, '交办', '2025-11-03', 5, false),
	(24, 21, 16, '交办', '2025-11-03', 5, false),
	(25, 34, 17, '交办', '2025-11-03', 6, false),
	(26, 5, 6, '交办', '2025-11-03', 7, false),
	(27, 7, 6, '交办', '2025-11-03', 7, false),
	(28, 31, 6, '交办', '2025-11-03', 7, false),
	(29, 8, 10, '交办', '2025-11-03', 8, false),
	(30, 28, 10, '交办', '2025-11-03', 8, false),
	(31, 9, 18, '交办', '2025-11-03', 9, false),
	(32, 10, 19, '交办', '2025-11-03', 10, false),
	(33, 30, 9, '交办', '2025-11-03', 11, false),
	(34, 74, 9, '交办', '2025-11-03', 11, false),
	(35, 25, 9, '交办', '2025-11-03', 11, false),
	(36, 16, 12, '交办', '2025-11-03', 12, false),
	(37, 26, 7, '交办', '2025-11-03', 13, false),
	(38, 27, 14, '交办', '2025-11-03', 14, false),
	(39, 35, 8, 'T-7', '2025-11-18', 26, false),
	(40, 36, 15, 'T-7', '2025-11-18', 27, false),
	(41, 38, 15, 'T-7', '2025-11-18', 27, false),
	(42, 39, 16, 'T-7', '2025-11-18', 28, false),
	(43, 34, 17, 'T-7', '2025-11-21', 29, false),
	(44, 37, 5, 'T-7', '2025-11-23', 30, false),
	(45, 38, 15, 'T-1', '2025-11-24', 33, false),
	(46, 39, 16, 'T-1', '2025-11-24', 34, false),
	(47, 38, 15, 'T', '2025-11-25', 35, false),
	(48, 39, 16, 'T', '2025-11-25', 36, false),
	(49, 4, 5, 'T-7', '2025-11-25', 37, false),
	(50, 5, 6, 'T-7', '2025-11-25', 38, false);
INSERT INTO public.ask VALUES
	(51, 7, 6, 'T-30', '2025-11-26', 39, false),
	(52, 8, 10, '催办', '2025-11-26', 40, false),
	(54, 29, 5, 'T-30', '2025-11-26', 42, false),
	(55, 82, 5, 'T-30', '2025-11-26', 42, false),
	(56, 30, 9, 'T-30', '2025-11-26', 43, false),
	(57, 74, 9, 'T-30', '2025-11-26', 43, false),
	(58, 41, 15, 'T-30', '2025-11-26', 44, false),
	(59, 42, 16, 'T-30', '2025-11-26', 45, false);



INSERT INTO public.assignment VALUES
	(1, 1, 1, NULL, '县住房城乡建设局', 'lead', 0, true, true, NULL),
	(2, 1, 11, NULL, '县城市管理局', 'responsible', 1, false, true, NULL),
	(3, 1, 17, NULL, '各乡镇（街道）', 'responsible', 2, false, false, NULL),
	(4, 2, 9, NULL, '县自然资源局', 'lead', 0, true, true, NULL),
	(5, 2, 1, NULL, '县住房城乡建设局', 'responsible', 1, false, true, NULL),
	(6, 2, 4, NULL, '县发展改革局', 'responsible', 2, false, true, NULL),
	(7, 3, 8, NULL, '县财政局', 'lead', 0, true, true, NULL),
	(8, 3, 1, NULL, '县住房城乡建设局', 'responsible', 1, false, true, NULL),
	(9, 4, 1, NULL, '县住房城乡建设局', 'lead', 0, true, true, NULL),
	(10, 4, 4, NULL, '县发展改革局', 'lead', 1, false, true, NULL),
	(11, 4, 8, NULL, '县财政局', 'responsible', 2, false, true, NULL),
	(12, 4, 18, NULL, '枕溪街道办事处', 'responsible', 3, false, true, NULL),
	(13, 4, 19, NULL, '听松街道办事处', 'responsible', 4, false, true, NULL),
	(14, 5, 10, NULL, '县水利局', 'lead', 0, true, true, NULL),
	(15, 5, 11, NULL, '县城市管理局', 'responsible', 1, false, true, NULL),
	(17, 6, 1, NULL, '县住房城乡建设局', 'lead', 0, true, true, NULL),
	(18, 6, 9, NULL, '县自然资源局', 'responsible', 1, false, true, NULL),
	(19, 6, 14, NULL, '县市场监管局', 'responsible', 2, false, true, NULL),
	(20, 7, 11, NULL, '县城市管理局', 'lead', 0, true, true, NULL),
	(21, 7, 6, NULL, '县公安局', 'responsible', 1, false, true, NULL),
	(22, 7, 16, NULL, '县大数据中心', 'responsible', 2, false, true, NULL),
	(23, 8, 7, NULL, '县民政局', 'lead', 0, true, true, NULL),
	(24, 8, 5, NULL, '县教委', 'responsible', 1, false, true, NULL),
	(25, 8, 12, NULL, '县卫生健康局', 'responsible', 2, false, true, NULL),
	(26, 8, 17, NULL, '各乡镇（街道）', 'responsible', 3, false, false, NULL),
	(27, 9, 8, NULL, '县财政局', 'lead', 0, true, true, NULL),
	(29, 9, 7, NULL, '县民政局', 'responsible', 2, false, true, NULL),
	(30, 10, 4, NULL, '县发展改革局', 'lead', 0, true, true, NULL),
	(31, 10, 6, NULL, '县公安局', 'responsible', 1, false, true, NULL),
	(32, 10, 11, NULL, '县城市管理局', 'responsible', 2, false, true, NULL),
	(33, 11, 15, NULL, '县消防救援大队', 'lead', 0, true, true, NULL),
	(34, 11, 6, NULL, '县公安局', 'responsible', 1, false, true, NULL),
	(35, 11, 13, NULL, '县应急管理局', 'responsible', 2, false, true, NULL),
	(36, 12, 1, NULL, '县住房城乡建设局', 'lead', 0, true, true, NULL),
	(37, 12, 13, NULL, '县应急管理局', 'responsible', 1, false, true, NULL),
	(38, 12, 14, NULL, '县市场监管局', 'responsible', 2, false, true, NULL),
	(39, 13, 1, NULL, '县住房城乡建设局', 'lead', 0, true, true, NULL),
	(40, 13, 7, NULL, '县民政局', 'responsible', 1, false, true, NULL),
	(41, 13, 17, NULL, '各乡镇（街道）', 'responsible', 2, false, false, NULL),
	(42, 14, 16, NULL, '县大数据中心', 'lead', 0, true, true, NULL),
	(43, 14, 1, NULL, '县住房城乡建设局', 'responsible', 1, false, true, NULL),
	(44, 15, 8, NULL, '县财政局', 'responsible', 0, false, true, NULL),
	(45, 15, 4, NULL, '县发展改革局', 'responsible', 1, false, true, NULL),
	(46, 16, 7, NULL, '县民政局', 'responsible', 0, false, true, NULL),
	(47, 16, 18, NULL, '枕溪街道办事处', 'responsible', 1, false, true, NULL),
	(48, 16, 19, NULL, '听松街道办事处', 'responsible', 2, false, true, NULL),
	(28, 9, 1, NULL, '县住房城乡建局', 'responsible', 1, false, true, NULL),
	(16, 5, 24, NULL, '县供水公司', 'responsible', 2, false, true, NULL),
	(49, 17, 1, NULL, '县住房城乡建设局', 'lead', 0, true, true, NULL),
	(50, 18, 1, NULL, '县住房城乡建设局', 'lead', 0, true, true, NULL);
INSERT INTO public.assignment VALUES
	(51, 19, 1, NULL, '县住房城乡建设局', 'lead', 0, true, true, NULL),
	(52, 20, 1, NULL, '县住房城乡建设局', 'lead', 0, true, true, NULL),
	(53, 21, 1, NULL, '县住房城乡建设局', 'lead', 0, true, true, NULL);



INSERT INTO public.audit_entry VALUES
	(1, '2025-11-03 00:00:00+00', NULL, '系统', '载入单位和人员', 'meeting', 1, '{"units": 23, "seats": 23}'),
	(2, '2025-11-03 00:00:00+00', NULL, '系统', '载入方案', 'plan', 1, '{"file": "plan.docx", "tasks": 14}'),
	(3, '2025-11-03 00:00:00+00', NULL, '系统', '识别单位', 'plan', 1, '{"printed": "\u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u5c40", "unit": "\u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u8bbe\u5c40"}'),
	(4, '2025-11-03 00:00:00+00', NULL, '系统', '识别单位', 'plan', 1, '{"printed": "\u53bf\u4f9b\u6c34\u516c\u53f8", "unit": "\u53bf\u4f9b\u6c34\u516c\u53f8"}'),
	(5, '2025-11-03 00:00:00+00', NULL, '系统', '过期任务', 'task', 3, '{"how": "\u5df2\u5b8c\u6210"}'),
	(6, '2025-11-03 00:00:00+00', NULL, '系统', '不采纳候选', 'task', 15, '{}'),
	(7, '2025-11-03 00:00:00+00', NULL, '系统', '不采纳候选', 'task', 16, '{}'),
	(8, '2025-11-03 00:00:00+00', NULL, '系统', '定时限', 'task', 7, '{"before": "", "after": "2026-12-31", "basis": "default"}'),
	(9, '2025-11-03 00:00:00+00', NULL, '系统', '定时限', 'task', 10, '{"before": "", "after": "2026-12-31", "basis": "default"}'),
	(10, '2025-11-03 00:00:00+00', NULL, '系统', '定报送周期', 'task', 13, '{"every": "\u6bcf\u5b63\u5ea6"}'),
	(11, '2025-11-03 00:00:00+00', NULL, '系统', '定报数单位', 'plan', 1, '{"unit": "\u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u8bbe\u5c40", "count": 5}'),
	(12, '2025-11-03 00:00:00+00', NULL, '系统', '交办', 'plan', 1, '{"dues": 92}'),
	(13, '2025-11-03 00:00:00+00', NULL, '系统', '邀请', 'seat', 11, '{}'),
	(14, '2025-11-03 00:00:00+00', NULL, '系统', '邀请', 'seat', 22, '{}'),
	(15, '2025-11-03 00:00:00+00', NULL, '系统', '邀请', 'seat', 24, '{}'),
	(16, '2025-11-03 00:00:00+00', NULL, '系统', '邀请', 'seat', 25, '{}'),
	(17, '2025-11-03 01:30:00+00', 5, '县住房城乡建设局联络员 向晚晴', '签收', 'report', 1, '{"task": 1, "unit": "\u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u8bbe\u5c40"}'),
	(18, '2025-11-03 01:30:00+00', 5, '县住房城乡建设局联络员 向晚晴', '签收', 'report', 2, '{"task": 12, "unit": "\u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u8bbe\u5c40"}'),
	(19, '2025-11-03 01:30:00+00', 5, '县住房城乡建设局联络员 向晚晴', '签收', 'report', 3, '{"task": 2, "unit": "\u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u8bbe\u5c40"}'),
	(20, '2025-11-03 01:30:00+00', 5, '县住房城乡建设局联络员 向晚晴', '签收', 'report', 4, '{"task": 9, "unit": "\u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u8bbe\u5c40"}'),
	(21, '2025-11-03 01:30:00+00', 5, '县住房城乡建设局联络员 向晚晴', '签收', 'report', 5, '{"task": 14, "unit": "\u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u8bbe\u5c40"}'),
	(22, '2025-11-03 01:30:00+00', 5, '县住房城乡建设局联络员 向晚晴', '签收', 'report', 6, '{"task": 4, "unit": "\u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u8bbe\u5c40"}'),
	(23, '2025-11-03 01:30:00+00', 5, '县住房城乡建设局联络员 向晚晴', '签收', 'report', 7, '{"task": 6, "unit": "\u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u8bbe\u5c40"}'),
	(24, '2025-11-03 01:30:00+00', 5, '县住房城乡建设局联络员 向晚晴', '签收', 'report', 8, '{"task": 13, "unit": "\u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u8bbe\u5c40"}'),
	(25, '2025-11-03 01:30:00+00', 5, '县住房城乡建设局联络员 向晚晴', '签收', 'report', 9, '{"task": 17, "unit": "\u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u8bbe\u5c40"}'),
	(26, '2025-11-03 01:30:00+00', 5, '县住房城乡建设局联络员 向晚晴', '签收', 'report', 10, '{"task": 18, "unit": "\u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u8bbe\u5c40"}'),
	(27, '2025-11-03 01:30:00+00', 5, '县住房城乡建设局联络员 向晚晴', '签收', 'report', 11, '{"task": 19, "unit": "\u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u8bbe\u5c40"}'),
	(28, '2025-11-03 01:30:00+00', 5, '县住房城乡建设局联络员 向晚晴', '签收', 'report', 12, '{"task": 20, "unit": "\u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u8bbe\u5c40"}'),
	(29, '2025-11-03 01:30:00+00', 5, '县住房城乡建设局联络员 向晚晴', '签收', 'report', 13, '{"task": 21, "unit": "\u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u8bbe\u5c40"}'),
	(30, '2025-11-03 01:30:00+00', 13, '县卫生健康局联络员 姚新禾', '签收', 'report', 14, '{"task": 8, "unit": "\u53bf\u536b\u751f\u5065\u5eb7\u5c40"}'),
	(31, '2025-11-03 01:30:00+00', 12, '县城市管理局联络员 丁默川', '推进中', 'report', 15, '{"task": 1, "unit": "\u53bf\u57ce\u5e02\u7ba1\u7406\u5c40"}'),
	(32, '2025-11-03 01:30:00+00', 6, '县发展改革局联络员 程暮云', '有困难', 'report', 16, '{"task": 2, "unit": "\u53bf\u53d1\u5c55\u6539\u9769\u5c40"}'),
	(33, '2025-11-03 01:30:00+00', 7, '县教育局联络员 贺南枝', '推进中', 'report', 17, '{"task": 8, "unit": "\u53bf\u6559\u80b2\u5c40"}'),
	(34, '2025-11-03 01:30:00+00', 8, '县公安局联络员 雷子牧', '推进中', 'report', 18, '{"task": 11, "unit": "\u53bf\u516c\u5b89\u5c40"}'),
	(35, '2025-11-03 01:30:00+00', 8, '县公安局联络员 雷子牧', '无变化', 'report', 19, '{"task": 7, "unit": "\u53bf\u516c\u5b89\u5c40"}'),
	(36, '2025-11-03 01:30:00+00', 9, '县民政局联络员 文静姝', '无变化', 'report', 20, '{"task": 9, "unit": "\u53bf\u6c11\u653f\u5c40"}'),
	(37, '2025-11-03 01:30:00+00', 9, '县民政局联络员 文静姝', '无变化', 'report', 21, '{"task": 13, "unit": "\u53bf\u6c11\u653f\u5c40"}'),
	(38, '2025-11-03 01:30:00+00', 9, '县民政局联络员 文静姝', '无变化', 'report', 22, '{"task": 8, "unit": "\u53bf\u6c11\u653f\u5c40"}'),
	(39, '2025-11-03 01:30:00+00', 11, '县水利局联络员 江一帆', '申请延期', 'report', 23, '{"task": 5, "unit": "\u53bf\u6c34\u5229\u5c40"}'),
	(40, '2025-11-03 01:30:00+00', 10, '县财政局联络员 郝明月', '推进中', 'report', 24, '{"task": 9, "unit": "\u53bf\u8d22\u653f\u5c40"}'),
	(41, '2025-11-03 01:30:00+00', 10, '县财政局联络员 郝明月', '撤销反馈', 'report', 24, '{}'),
	(42, '2025-11-03 01:30:00+00', 10, '县财政局联络员 郝明月', '推进中', 'report', 25, '{"task": 4, "unit": "\u53bf\u8d22\u653f\u5c40"}'),
	(43, '2025-11-03 01:30:00+00', 10, '县财政局联络员 郝明月', '存为草稿', 'report', 25, '{}'),
	(44, '2025-11-03 01:30:00+00', 14, '县应急管理局联络员 武长缨', '推进中', 'report', 26, '{"task": 11, "unit": "\u53bf\u5e94\u6025\u7ba1\u7406\u5c40"}'),
	(45, '2025-11-03 01:30:00+00', 14, '县应急管理局联络员 武长缨', '撤销反馈', 'report', 26, '{}'),
	(46, '2025-11-03 01:30:00+00', 14, '县应急管理局联络员 武长缨', '推进中', 'report', 27, '{"task": 11, "unit": "\u53bf\u5e94\u6025\u7ba1\u7406\u5c40"}'),
	(47, '2025-11-03 01:30:00+00', 15, '县市场监管局联络员 邱映雪', '申请延期', 'report', 28, '{"task": 6, "unit": "\u53bf\u5e02\u573a\u76d1\u7ba1\u5c40"}'),
	(48, '2025-11-03 01:30:00+00', 17, '枕溪街道联络员 梅若溪', '有困难', 'report', 29, '{"task": 4, "unit": "\u6795\u6eaa\u8857\u9053"}'),
	(49, '2025-11-03 01:30:00+00', 18, '听松街道联络员 宋清越', '不属我单位', 'report', 30, '{"task": 4, "unit": "\u542c\u677e\u8857\u9053"}'),
	(50, '2025-11-03 01:30:00+00', 16, '县消防救援大队联络员 马致同', '推进中', 'report', 31, '{"task": 11, "unit": "\u53bf\u6d88\u9632\u6551\u63f4\u5927\u961f"}');
INSERT INTO public.audit_entry VALUES
	(51, '2025-11-03 01:30:00+00', 16, '县消防救援大队联络员 马致同', '佐证', 'task', 11, '{"file": "\u6574\u6cbb\u53f0\u8d26.txt", "sha256": "95d09c5bed7427957b1450b613522ee47fbf24c49eae2d2a94abce0302dc1156"}'),
	(52, '2025-11-03 01:30:00+00', 4, '办公室 叶小满', '通过', 'report', 23, '{"reason": ""}'),
	(53, '2025-11-03 01:30:00+00', 4, '办公室 叶小满', '延期', 'task', 5, '{"unit": "\u53bf\u6c34\u5229\u5c40", "before": "2025-12-31", "after": "2026-01-30"}'),
	(54, '2025-11-03 01:30:00+00', 4, '办公室 叶小满', '退回', 'report', 30, '{"reason": "\u8857\u9053\u6709\u4e24\u4e2a\u5c0f\u533a\u5728\u8ba1\u5212\u5185\uff0c\u8bf7\u8865\u62a5"}'),
	(55, '2025-11-03 01:30:00+00', 4, '办公室 叶小满', '通过', 'report', 16, '{"reason": ""}'),
	(56, '2025-11-03 01:30:00+00', 4, '办公室 叶小满', '推进中', 'report', 32, '{"task": 2, "unit": "\u53bf\u81ea\u7136\u8d44\u6e90\u5c40"}'),
	(57, '2025-11-03 01:30:00+00', 4, '办公室 叶小满', '豁免', 'task', 8, '{"unit": "\u53bf\u536b\u751f\u5065\u5eb7\u5c40", "reason": "\u6258\u80b2\u70b9\u7531\u6559\u80b2\u90e8\u95e8\u4e00\u5e76\u62a5\u9001"}'),
	(58, '2025-11-03 01:30:00+00', 4, '办公室 叶小满', '取消任务', 'task', 10, '{"reason": "\u53bf\u653f\u5e9c\u7b2c12\u6b21\u5e38\u52a1\u4f1a\u8bae\u51b3\u5b9a\u53e6\u884c\u90e8\u7f72"}'),
	(59, '2025-11-03 01:30:00+00', 4, '办公室 叶小满', '委托代理', 'seat', 8, '{"person": "\u674e\u95fb\u7b1b", "until": "2025-12-14"}'),
	(60, '2025-11-03 01:30:00+00', 4, '办公室 叶小满', '邀请', 'seat', 8, '{}'),
	(61, '2025-11-03 01:30:00+00', 4, '办公室 叶小满', '邀请', 'seat', 22, '{}'),
	(62, '2025-11-03 01:30:00+00', 23, '新联络员4', '绑定', 'seat', 22, '{"person": "\u65b0\u8054\u7edc\u54584"}'),
	(63, '2025-11-03 01:30:00+00', 4, '办公室 叶小满', '邀请', 'seat', 11, '{}'),
	(64, '2025-11-04 01:30:00+00', 12, '县城市管理局联络员 丁默川', '已完成', 'report', 33, '{"task": 1, "unit": "\u53bf\u57ce\u5e02\u7ba1\u7406\u5c40"}'),
	(65, '2025-11-04 01:30:00+00', 5, '县住房城乡建设局联络员 向晚晴', '申请办结', 'report', 34, '{"task": 1, "unit": "\u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u8bbe\u5c40"}'),
	(66, '2025-11-04 01:30:00+00', 1, '望澜县人民政府召集人 沈怀瑾', '通过', 'report', 34, '{"reason": ""}'),
	(67, '2025-11-04 01:30:00+00', 4, '办公室 叶小满', '销号', 'task', 1, '{}'),
	(68, '2025-11-04 01:30:00+00', 16, '县消防救援大队联络员 马致同', '申请办结', 'report', 35, '{"task": 11, "unit": "\u53bf\u6d88\u9632\u6551\u63f4\u5927\u961f"}'),
	(69, '2025-11-04 01:30:00+00', 1, '望澜县人民政府召集人 沈怀瑾', '退回', 'report', 35, '{"reason": "\u8bf7\u9644\u9996\u8f6e\u6574\u6cbb\u7684\u7167\u7247"}'),
	(70, '2025-11-04 01:30:00+00', 6, '县发展改革局联络员 程暮云', '推进中', 'report', 36, '{"task": 4, "unit": "\u53bf\u53d1\u5c55\u6539\u9769\u5c40"}'),
	(71, '2025-11-21 02:00:00+00', 5, '县住房城乡建设局联络员 向晚晴', '推进中', 'report', 37, '{"task": 17, "unit": "\u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u8bbe\u5c40"}'),
	(72, '2025-11-21 02:00:00+00', 14, '县应急管理局联络员 武长缨', '已完成', 'report', 38, '{"task": 11, "unit": "\u53bf\u5e94\u6025\u7ba1\u7406\u5c40"}'),
	(73, '2025-11-21 02:00:00+00', 16, '县消防救援大队联络员 马致同', '申请办结', 'report', 39, '{"task": 11, "unit": "\u53bf\u6d88\u9632\u6551\u63f4\u5927\u961f"}'),
	(74, '2025-11-26 00:30:00+00', 5, '县住房城乡建设局联络员 向晚晴', '催办', 'task', 4, '{"units": ["\u53bf\u8d22\u653f\u5c40", "\u542c\u677e\u8857\u9053"]}');



INSERT INTO public.chase VALUES
	(1, 8, 5, '2025-11-26', '2025-11-26 00:30:00+00');



INSERT INTO public.checkpoint VALUES
	(1, 1, 'deadline', '2025-11-10', '', 'column', true, NULL),
	(2, 2, 'deadline', '2025-12-05', '', 'column', true, NULL),
	(3, 3, 'deadline', '2025-10-31', '', 'column', true, NULL),
	(4, 4, 'milestone', '2025-12-31', '完工率达到50%', 'text', true, NULL),
	(5, 4, 'deadline', '2026-06-30', '完工率达到80%', 'column', true, NULL),
	(7, 6, 'deadline', '2025-12-31', '', 'column', true, NULL),
	(8, 8, 'deadline', '2026-03-31', '', 'column', true, NULL),
	(9, 9, 'deadline', '2025-12-31', '', 'column', true, NULL),
	(10, 11, 'deadline', '2025-11-28', '', 'column', true, NULL),
	(11, 14, 'deadline', '2025-12-31', '', 'column', true, NULL),
	(12, 7, 'deadline', '2026-12-31', '', 'default', true, NULL),
	(13, 10, 'deadline', '2026-12-31', '', 'default', true, NULL),
	(14, 17, 'round', '2025-12-31', '目标18', 'column', false, NULL),
	(15, 17, 'round', '2026-12-31', '目标26', 'column', false, NULL),
	(16, 18, 'round', '2025-12-31', '目标3900', 'column', false, NULL),
	(17, 18, 'round', '2026-12-31', '目标5600', 'column', false, NULL),
	(18, 19, 'round', '2025-12-31', '目标≥50', 'column', false, NULL),
	(19, 19, 'round', '2026-12-31', '目标≥90', 'column', false, NULL),
	(20, 20, 'round', '2025-12-31', '目标≥8', 'column', false, NULL),
	(21, 20, 'round', '2026-12-31', '目标≥16', 'column', false, NULL),
	(22, 21, 'round', '2025-12-31', '目标≥全市平均水平', 'column', false, NULL),
	(23, 21, 'round', '2026-12-31', '目标≥全市平均水平', 'column', false, NULL),
	(24, 12, 'round', '2025-11-30', '开展一次联合检查', 'cycle', true, NULL),
	(25, 12, 'round', '2025-12-31', '开展一次联合检查', 'cycle', true, NULL),
	(26, 12, 'round', '2026-01-31', '开展一次联合检查', 'cycle', true, NULL),
	(27, 12, 'round', '2026-02-28', '开展一次联合检查', 'cycle', true, NULL),
	(28, 12, 'round', '2026-03-31', '开展一次联合检查', 'cycle', true, NULL),
	(29, 12, 'round', '2026-04-30', '开展一次联合检查', 'cycle', true, NULL),
	(30, 12, 'round', '2026-05-31', '开展一次联合检查', 'cycle', true, NULL),
	(31, 12, 'round', '2026-06-30', '开展一次联合检查', 'cycle', true, NULL),
	(32, 12, 'round', '2026-07-31', '开展一次联合检查', 'cycle', true, NULL),
	(33, 12, 'round', '2026-08-31', '开展一次联合检查', 'cycle', true, NULL),
	(34, 12, 'round', '2026-09-30', '开展一次联合检查', 'cycle', true, NULL),
	(35, 12, 'round', '2026-10-31', '开展一次联合检查', 'cycle', true, NULL),
	(36, 13, 'round', '2025-12-31', '', 'cycle', true, NULL),
	(37, 13, 'round', '2026-03-31', '', 'cycle', true, NULL),
	(38, 13, 'round', '2026-06-30', '', 'cycle', true, NULL),
	(39, 13, 'round', '2026-09-30', '', 'cycle', true, NULL),
	(6, 5, 'deadline', '2026-01-30', '', 'extension', true, '2025-12-31');



INSERT INTO public.due VALUES
	(1, 1, 1, '2025-11-10', NULL, NULL),
	(2, 1, 2, '2025-11-05', NULL, NULL),
	(3, 2, 4, '2025-12-05', NULL, NULL),
	(4, 2, 5, '2025-12-02', NULL, NULL),
	(5, 2, 6, '2025-12-02', NULL, NULL),
	(6, 4, 9, '2025-12-31', NULL, NULL),
	(7, 4, 10, '2025-12-26', NULL, NULL),
	(8, 4, 11, '2025-12-26', NULL, NULL),
	(9, 4, 12, '2025-12-26', NULL, NULL),
	(10, 4, 13, '2025-12-26', NULL, NULL),
	(11, 5, 9, '2026-06-30', NULL, NULL),
	(12, 5, 10, '2026-06-25', NULL, NULL),
	(13, 5, 11, '2026-06-25', NULL, NULL),
	(14, 5, 12, '2026-06-25', NULL, NULL),
	(15, 5, 13, '2026-06-25', NULL, NULL),
	(19, 7, 17, '2025-12-31', NULL, NULL),
	(20, 7, 18, '2025-12-26', NULL, NULL),
	(21, 7, 19, '2025-12-26', NULL, NULL),
	(22, 12, 20, '2026-12-31', NULL, NULL),
	(23, 12, 21, '2026-12-28', NULL, NULL),
	(24, 12, 22, '2026-12-28', NULL, NULL),
	(25, 8, 23, '2026-03-31', NULL, NULL),
	(26, 8, 24, '2026-03-26', NULL, NULL),
	(28, 9, 27, '2025-12-31', NULL, NULL),
	(29, 9, 28, '2025-12-26', NULL, NULL),
	(30, 9, 29, '2025-12-26', NULL, NULL),
	(31, 13, 30, '2026-12-31', NULL, NULL),
	(32, 13, 31, '2026-12-28', NULL, NULL),
	(33, 13, 32, '2026-12-28', NULL, NULL),
	(34, 10, 33, '2025-11-28', NULL, NULL),
	(35, 10, 34, '2025-11-25', NULL, NULL),
	(36, 10, 35, '2025-11-25', NULL, NULL),
	(37, 24, 36, '2025-11-30', NULL, NULL),
	(38, 24, 37, '2025-11-25', NULL, NULL),
	(39, 24, 38, '2025-11-25', NULL, NULL),
	(40, 25, 36, '2025-12-31', NULL, NULL),
	(41, 25, 37, '2025-12-26', NULL, NULL),
	(42, 25, 38, '2025-12-26', NULL, NULL),
	(43, 26, 36, '2026-01-31', NULL, NULL),
	(44, 26, 37, '2026-01-27', NULL, NULL),
	(45, 26, 38, '2026-01-27', NULL, NULL),
	(46, 27, 36, '2026-02-28', NULL, NULL),
	(47, 27, 37, '2026-02-25', NULL, NULL),
	(48, 27, 38, '2026-02-25', NULL, NULL),
	(49, 28, 36, '2026-03-31', NULL, NULL),
	(50, 28, 37, '2026-03-26', NULL, NULL),
	(51, 28, 38, '2026-03-26', NULL, NULL),
	(52, 29, 36, '2026-04-30', NULL, NULL),
	(53, 29, 37, '2026-04-27', NULL, NULL),
	(54, 29, 38, '2026-04-27', NULL, NULL);
INSERT INTO public.due VALUES
	(55, 30, 36, '2026-05-31', NULL, NULL),
	(56, 30, 37, '2026-05-26', NULL, NULL),
	(57, 30, 38, '2026-05-26', NULL, NULL),
	(58, 31, 36, '2026-06-30', NULL, NULL),
	(59, 31, 37, '2026-06-25', NULL, NULL),
	(60, 31, 38, '2026-06-25', NULL, NULL),
	(61, 32, 36, '2026-07-31', NULL, NULL),
	(62, 32, 37, '2026-07-28', NULL, NULL),
	(63, 32, 38, '2026-07-28', NULL, NULL),
	(64, 33, 36, '2026-08-31', NULL, NULL),
	(65, 33, 37, '2026-08-26', NULL, NULL),
	(66, 33, 38, '2026-08-26', NULL, NULL),
	(67, 34, 36, '2026-09-30', NULL, NULL),
	(68, 34, 37, '2026-09-24', NULL, NULL),
	(69, 34, 38, '2026-09-24', NULL, NULL),
	(70, 35, 36, '2026-10-31', NULL, NULL),
	(71, 35, 37, '2026-10-27', NULL, NULL),
	(72, 35, 38, '2026-10-27', NULL, NULL),
	(73, 36, 39, '2025-12-31', NULL, NULL),
	(74, 36, 40, '2025-12-26', NULL, NULL),
	(75, 37, 39, '2026-03-31', NULL, NULL),
	(76, 37, 40, '2026-03-26', NULL, NULL),
	(77, 38, 39, '2026-06-30', NULL, NULL),
	(78, 38, 40, '2026-06-25', NULL, NULL),
	(79, 39, 39, '2026-09-30', NULL, NULL),
	(80, 39, 40, '2026-09-24', NULL, NULL),
	(81, 11, 42, '2025-12-31', NULL, NULL),
	(82, 11, 43, '2025-12-26', NULL, NULL),
	(83, 14, 49, '2025-12-31', NULL, NULL),
	(84, 15, 49, '2026-12-31', NULL, NULL),
	(85, 16, 50, '2025-12-31', NULL, NULL),
	(86, 17, 50, '2026-12-31', NULL, NULL),
	(87, 18, 51, '2025-12-31', NULL, NULL),
	(88, 19, 51, '2026-12-31', NULL, NULL),
	(89, 20, 52, '2025-12-31', NULL, NULL),
	(90, 21, 52, '2026-12-31', NULL, NULL),
	(91, 22, 53, '2025-12-31', NULL, NULL),
	(92, 23, 53, '2026-12-31', NULL, NULL),
	(16, 6, 14, '2026-01-30', NULL, NULL),
	(17, 6, 15, '2026-01-27', NULL, NULL),
	(18, 6, 16, '2026-01-27', NULL, NULL),
	(27, 8, 25, '2026-03-26', '2025-11-03 01:30:00+00', '托育点由教育部门一并报送');



INSERT INTO public.evidence VALUES
	(1, 33, 31, 16, '2025-11-03 01:30:00+00', '整治台账.txt', '95d09c5bed7427957b1450b613522ee47fbf24c49eae2d2a94abce0302dc1156', 24);



INSERT INTO public.fact VALUES
	('sample', '1'),
	('rounds_laid_out', '2025-11-26'),
	('rehearsal_clock', '2025-11-26T01:00:00+00:00');



INSERT INTO public.finding VALUES
	(1, 1, 'owner_mismatch', 'error', '任务“9”的责任单位在附件和正文中不一致：附件为“县住房城乡建局”，正文为“县住房城乡建设局”，请确认以哪一处为准。', '[{"place": "\u88682\u7b2c13\u884c", "quote": "\u848b\u4ea6\u821f \u53bf\u8d22\u653f\u5c40 \u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u5c40\u3001\u53bf\u6c11\u653f\u5c40"}, {"place": "\u7b2c35\u6bb5", "quote": "\uff08\u7275\u5934\u5355\u4f4d\uff1a\u53bf\u8d22\u653f\u5c40\uff1b\u8d23\u4efb\u5355\u4f4d\uff1a\u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u8bbe\u5c40\u3001\u53bf\u6c11\u653f\u5c40\uff09"}]', NULL),
	(2, 1, 'unit_typo', 'warning', '“县住房城乡建局”与“县住房城乡建设局”只差一个字，可能是笔误，请确认是否为同一单位。', '[{"place": "\u88682\u7b2c13\u884c", "quote": "\u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u5c40"}, {"place": "\u88682\u7b2c3\u884c", "quote": "\u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u8bbe\u5c40"}]', NULL),
	(3, 1, 'not_in_register', 'warning', '正文中“保障资金投入、做好群众工作”写有单位，但不在任务分解表中，请确认是否一并列入。', '[{"place": "\u7b2c44\u6bb5", "quote": "\uff08\u4e8c\uff09\u4fdd\u969c\u8d44\u91d1\u6295\u5165\u3002\u7edf\u7b79\u4e0a\u7ea7\u8865\u52a9\u3001\u53bf\u7ea7\u8d22\u653f\u548c\u4e13\u9879\u503a\u5238\u8d44\u91d1\uff0c\u4f18\u5148\u7528\u4e8e\u5730\u4e0b\u7ba1\u7f51\u548c\u6d88\u9632\u8bbe\u65bd\u6539\u9020\u3002\uff08\u8d23\u4efb\u5355\u4f4d\uff1a\u53bf\u8d22\u653f\u5c40\u3001\u53bf\u53d1\u5c55\u6539\u9769\u5c40\uff09"}, {"place": "\u7b2c46\u6bb5", "quote": "\uff08\u56db\uff09\u505a\u597d\u7fa4\u4f17\u5de5\u4f5c\u3002\u6539\u9020\u524d\u516c\u5f00\u65b9\u6848\uff0c\u6539\u9020\u4e2d\u542c\u53d6\u610f\u89c1\uff0c\u6539\u9020\u540e\u7ec4\u7ec7\u5c45\u6c11\u8bc4\u8bae\uff0c\u8ba9\u7fa4\u4f17\u5168\u7a0b\u53c2\u4e0e\u3002\uff08\u8d23\u4efb\u5355\u4f4d\uff1a\u53bf\u6c11\u653f\u5c40\u3001\u6795\u6eaa\u8857\u9053\u529e\u4e8b\u5904\u3001\u542c\u677e\u8857\u9053\u529e\u4e8b\u5904\uff09"}]', NULL);



INSERT INTO public.group_membership VALUES
	(1, 17, 18, '2025-11-03', NULL),
	(2, 17, 19, '2025-11-03', NULL),
	(3, 17, 20, '2025-11-03', NULL),
	(4, 17, 21, '2025-11-03', NULL),
	(5, 17, 22, '2025-11-03', NULL),
	(6, 17, 23, '2025-11-03', NULL);



INSERT INTO public.indicator VALUES
	(1, 1, '1', '累计改造老旧小区', '个', '{"2024": "12"}', '{"2025": "18", "2026": "26"}', 1),
	(2, 1, '2', '累计惠及居民', '户', '{"2024": "2460"}', '{"2025": "3900", "2026": "5600"}', 1),
	(3, 1, '3', '纳入计划小区完工率', '%', '{"2024": "38"}', '{"2025": "\u226550", "2026": "\u226590"}', 1),
	(4, 1, '4', '累计加装电梯', '台', '{"2024": "3"}', '{"2025": "\u22658", "2026": "\u226516"}', 1),
	(5, 1, '5', '改造小区居民满意度', '%', '{"2024": "91.2"}', '{"2025": "\u2265\u5168\u5e02\u5e73\u5747\u6c34\u5e73", "2026": "\u2265\u5168\u5e02\u5e73\u5747\u6c34\u5e73"}', 1);



INSERT INTO public.invitation VALUES
	(3, 24, NULL, '53d551daf45b548b870aa0cc83328d8fcdbb6bb25bc96961ff310c23cc1da027', '2025-12-03 00:00:00+00', NULL, NULL),
	(4, 25, NULL, 'ebe3eb3de25da9be84c0de1c5e0566fe7c18b91d5c4fa5bfb637e75499e2fdc1', '2025-12-03 00:00:00+00', NULL, NULL),
	(5, 8, 22, '05afe7f32d167a71b42b1b128442daca511dca86b2296df29a7a40f3346c5ab7', '2025-12-03 01:30:00+00', NULL, NULL),
	(2, 22, NULL, '40debfbe162a1b55a7600e7efae1dcf522e7c00f6ef2a8866a6edca6f70d1963', '2025-12-03 00:00:00+00', NULL, '2025-11-03 01:30:00+00'),
	(6, 22, NULL, 'f8e0c8c20244ae435df726409e67db67b3b1e1d5670f3fa4a1bd3aa9d5fe0af5', '2025-12-03 01:30:00+00', '2025-11-03 01:30:00+00', NULL),
	(1, 11, NULL, '714ec15dc33054d0802e0d7ddd2c508f860d1491a4b6306f3c55145ab7cf6984', '2025-12-03 00:00:00+00', NULL, '2025-11-03 01:30:00+00'),
	(7, 11, NULL, 'bc073099af83bf9271d2e20822d671e862f4de7e7c12522200ffddbc6291e4f6', '2025-12-03 01:30:00+00', NULL, NULL);



INSERT INTO public.joint_meeting VALUES
	(1, 1, '望澜县城镇老旧小区改造工作联席会议', 1, '{}');



INSERT INTO public.jurisdiction VALUES
	(1, '望澜县');



INSERT INTO public.notice VALUES
	(1, 12, 'bundle', '2025-11-03', 'sent', '2025-11-03 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-03 01:00:00+00', NULL),
	(2, 5, 'bundle', '2025-11-03', 'sent', '2025-11-03 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-03 01:00:00+00', NULL),
	(3, 8, 'bundle', '2025-11-03', 'sent', '2025-11-03 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-03 01:00:00+00', NULL),
	(4, 14, 'bundle', '2025-11-03', 'sent', '2025-11-03 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-03 01:00:00+00', NULL),
	(5, 15, 'bundle', '2025-11-03', 'sent', '2025-11-03 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-03 01:00:00+00', NULL),
	(6, 16, 'bundle', '2025-11-03', 'sent', '2025-11-03 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-03 01:00:00+00', NULL),
	(7, 6, 'bundle', '2025-11-03', 'sent', '2025-11-03 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-03 01:00:00+00', NULL),
	(8, 10, 'bundle', '2025-11-03', 'sent', '2025-11-03 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-03 01:00:00+00', NULL),
	(9, 17, 'bundle', '2025-11-03', 'sent', '2025-11-03 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-03 01:00:00+00', NULL),
	(10, 18, 'bundle', '2025-11-03', 'sent', '2025-11-03 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-03 01:00:00+00', NULL),
	(11, 9, 'bundle', '2025-11-03', 'sent', '2025-11-03 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-03 01:00:00+00', NULL),
	(12, 11, 'bundle', '2025-11-03', 'sent', '2025-11-03 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-03 01:00:00+00', NULL),
	(13, 7, 'bundle', '2025-11-03', 'sent', '2025-11-03 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-03 01:00:00+00', NULL),
	(14, 13, 'bundle', '2025-11-03', 'sent', '2025-11-03 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-03 01:00:00+00', NULL),
	(15, 11, 'immediate', NULL, 'sent', '2025-11-03 01:30:00+00', '“更新老化管网”已同意延期至2026年1月30日。', '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-03 01:30:00+00', NULL),
	(16, 18, 'immediate', NULL, 'sent', '2025-11-03 01:30:00+00', '“推进小区改造施工”的不属我单位被退回：街道有两个小区在计划内，请补报
请按意见补充后重新回复。', '[[["\u6253\u5f00\u4efb\u52a1\uff0c\u91cd\u65b0\u56de\u590d", "tk", [13, 0]]]]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-03 01:30:00+00', NULL),
	(17, 6, 'immediate', NULL, 'sent', '2025-11-03 01:30:00+00', '“划定改造片区”的反馈（有困难）已通过审核。', '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-03 01:30:00+00', NULL),
	(18, 13, 'immediate', NULL, 'sent', '2025-11-03 01:30:00+00', '“增设养老托育设施”不用再报了：办公室已豁免，理由：托育点由教育部门一并报送', '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-03 01:30:00+00', NULL),
	(19, 6, 'immediate', NULL, 'sent', '2025-11-03 01:30:00+00', '“建设停车充电设施”已取消，不用再反馈。依据：县政府第12次常务会议决定另行部署', '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-03 01:30:00+00', NULL),
	(20, 8, 'immediate', NULL, 'sent', '2025-11-03 01:30:00+00', '“建设停车充电设施”已取消，不用再反馈。依据：县政府第12次常务会议决定另行部署', '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-03 01:30:00+00', NULL),
	(21, 12, 'immediate', NULL, 'sent', '2025-11-03 01:30:00+00', '“建设停车充电设施”已取消，不用再反馈。依据：县政府第12次常务会议决定另行部署', '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-03 01:30:00+00', NULL),
	(22, 3, 'immediate', NULL, 'sent', '2025-11-03 01:30:00+00', '桑榆坪镇的联络员新联络员4已绑定（备案）。', '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-03 01:30:00+00', NULL),
	(23, 4, 'immediate', NULL, 'sent', '2025-11-03 01:30:00+00', '桑榆坪镇的联络员新联络员4已绑定（备案）。', '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-03 01:30:00+00', NULL),
	(24, 5, 'immediate', NULL, 'sent', '2025-11-04 01:30:00+00', '“开展小区底数排查”已同意办结，不再催报。', '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-04 01:30:00+00', NULL),
	(25, 16, 'immediate', NULL, 'sent', '2025-11-04 01:30:00+00', '“打通消防通道”的申请办结被退回：请附首轮整治的照片
请按意见补充后重新回复。', '[[["\u6253\u5f00\u4efb\u52a1\uff0c\u91cd\u65b0\u56de\u590d", "tk", [33, 0]]]]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-04 01:30:00+00', NULL),
	(26, 8, 'bundle', '2025-11-18', 'sent', '2025-11-18 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-18 01:00:00+00', NULL),
	(27, 14, 'bundle', '2025-11-18', 'sent', '2025-11-18 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-18 01:00:00+00', NULL),
	(28, 15, 'bundle', '2025-11-18', 'sent', '2025-11-18 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-18 01:00:00+00', NULL),
	(29, 16, 'bundle', '2025-11-21', 'sent', '2025-11-21 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-21 01:00:00+00', NULL),
	(30, 5, 'bundle', '2025-11-21', 'sent', '2025-11-21 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-21 01:00:00+00', NULL),
	(31, 3, 'immediate', NULL, 'sent', '2025-11-21 02:00:00+00', '联系不上宋清越（听松街道联络员）：对方停用了机器人或从未打开。请电话联系，或用 /handover 换人。', '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-21 02:00:00+00', NULL),
	(32, 4, 'immediate', NULL, 'sent', '2025-11-21 02:00:00+00', '联系不上宋清越（听松街道联络员）：对方停用了机器人或从未打开。请电话联系，或用 /handover 换人。', '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-21 02:00:00+00', NULL),
	(33, 14, 'bundle', '2025-11-24', 'sent', '2025-11-24 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-24 01:00:00+00', NULL),
	(34, 15, 'bundle', '2025-11-24', 'unknown', '2025-11-24 01:00:00+00', NULL, '[]', 2, '2025-11-26 01:00:00+00', NULL, NULL, 'httpx.RemoteProtocolError: Server disconnected without sending a response.'),
	(35, 14, 'bundle', '2025-11-25', 'sent', '2025-11-25 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-25 01:00:00+00', NULL),
	(37, 5, 'bundle', '2025-11-25', 'sent', '2025-11-25 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-25 01:00:00+00', NULL),
	(38, 6, 'bundle', '2025-11-25', 'sent', '2025-11-25 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-25 01:00:00+00', NULL),
	(36, 15, 'bundle', '2025-11-25', 'unknown', '2025-11-25 01:00:00+00', NULL, '[]', 2, '2025-11-26 01:00:00+00', NULL, NULL, 'httpx.RemoteProtocolError: Server disconnected without sending a response.'),
	(39, 6, 'bundle', '2025-11-26', 'sent', '2025-11-26 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-26 01:00:00+00', NULL),
	(40, 10, 'bundle', '2025-11-26', 'sent', '2025-11-26 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-26 01:00:00+00', NULL),
	(41, 17, 'bundle', '2025-11-26', 'failed', '2025-11-26 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, NULL, 'Forbidden: bot was blocked by the user'),
	(46, 3, 'immediate', NULL, 'pending', '2025-11-26 01:00:00+00', '联系不上梅若溪（枕溪街道联络员）：对方停用了机器人或从未打开。请电话联系，或用 /handover 换人。', '[]', 0, NULL, NULL, NULL, NULL),
	(47, 4, 'immediate', NULL, 'pending', '2025-11-26 01:00:00+00', '联系不上梅若溪（枕溪街道联络员）：对方停用了机器人或从未打开。请电话联系，或用 /handover 换人。', '[]', 0, NULL, NULL, NULL, NULL),
	(42, 5, 'bundle', '2025-11-26', 'sent', '2025-11-26 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, '2025-11-26 01:00:00+00', NULL),
	(43, 9, 'bundle', '2025-11-26', 'unknown', '2025-11-26 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, NULL, 'httpx.RemoteProtocolError: Server disconnected without sending a response.'),
	(44, 14, 'bundle', '2025-11-26', 'pending', '2025-11-26 01:00:00+00', NULL, '[]', 0, '2025-11-26 01:00:00+00', '2025-11-26 01:01:00+00', NULL, NULL),
	(45, 15, 'bundle', '2025-11-26', 'claimed', '2025-11-26 01:00:00+00', NULL, '[]', 1, '2025-11-26 01:00:00+00', NULL, NULL, NULL);



INSERT INTO public.person VALUES
	(1, 1, '沈怀瑾'),
	(2, 1, '顾言川'),
	(3, 1, '钟亦秋'),
	(4, 1, '叶小满'),
	(5, 1, '向晚晴'),
	(6, 1, '程暮云'),
	(7, 1, '贺南枝'),
	(8, 1, '雷子牧'),
	(9, 1, '文静姝'),
	(10, 1, '郝明月'),
	(11, 1, '江一帆'),
	(12, 1, '丁默川'),
	(13, 1, '姚新禾'),
	(14, 1, '武长缨'),
	(15, 1, '邱映雪'),
	(16, 1, '马致同'),
	(17, 1, '梅若溪'),
	(18, 1, '宋清越'),
	(19, 1, '石青岚'),
	(20, 1, '卢雁声'),
	(21, 1, '潘知秋'),
	(22, 1, '李闻笛'),
	(23, 1, '新联络员4');



INSERT INTO public.plan VALUES
	(1, 1, '望澜县城镇老旧小区改造提升行动方案（2025—2026年）', '望澜府办发〔2025〕36号', '望澜县人民政府办公室', 'issued', 'dispatched', '2025-10-20', '2025-01-01', '2026-12-31', '2025-11-03 00:00:00+00', '2025-11-03 00:00:00+00', 'plan.docx', '9c7539338cc43db38008453a3775a0623e73c27932b47eea2dec558d111a66c4', '{}', '[{"text": "\u5907\u6ce8\uff1a\u6709\u4e24\u4e2a\u7275\u5934\u5355\u4f4d\u7684\uff0c\u7531\u6392\u5728\u524d\u9762\u7684\u5355\u4f4d\u6c47\u603b\u5404\u5355\u4f4d\u60c5\u51b5\uff0c\u7edf\u4e00\u62a5\u9001\u8054\u5e2d\u4f1a\u8bae\u529e\u516c\u5ba4\u3002", "applies_to": "all"}]', '{"members": [{"role": "\u53ec\u96c6\u4eba", "name": "\u6c88\u6000\u747e", "title": "\u526f\u53bf\u957f", "unit": null}, {"role": "\u526f\u53ec\u96c6\u4eba", "name": "\u987e\u8a00\u5ddd", "title": "\u53bf\u653f\u5e9c\u529e\u516c\u5ba4\u526f\u4e3b\u4efb", "unit": "\u53bf\u653f\u5e9c\u529e\u516c\u5ba4"}, {"role": "\u6210\u5458", "name": "\u7f57\u6e05\u79be", "title": "\u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u8bbe\u5c40\u5c40\u957f", "unit": "\u53bf\u4f4f\u623f\u57ce\u4e61\u5efa\u8bbe\u5c40"}, {"role": "\u6210\u5458", "name": "\u90b5\u542f\u5c9a", "title": "\u53bf\u53d1\u5c55\u6539\u9769\u5c40\u5c40\u957f", "unit": "\u53bf\u53d1\u5c55\u6539\u9769\u5c40"}, {"role": "\u6210\u5458", "name": "\u95fb\u77e5\u590f", "title": "\u53bf\u6559\u80b2\u5c40\u526f\u5c40\u957f", "unit": "\u53bf\u6559\u80b2\u5c40"}, {"role": "\u6210\u5458", "name": "\u79e6\u781a\u5317", "title": "\u53bf\u516c\u5b89\u5c40\u526f\u5c40\u957f", "unit": "\u53bf\u516c\u5b89\u5c40"}, {"role": "\u6210\u5458", "name": "\u67f3\u627f\u6069", "title": "\u53bf\u6c11\u653f\u5c40\u5c40\u957f", "unit": "\u53bf\u6c11\u653f\u5c40"}, {"role": "\u6210\u5458", "name": "\u848b\u4ea6\u821f", "title": "\u53bf\u8d22\u653f\u5c40\u5c40\u957f", "unit": "\u53bf\u8d22\u653f\u5c40"}, {"role": "\u6210\u5458", "name": "\u82cf\u671b\u6eaa", "title": "\u53bf\u81ea\u7136\u8d44\u6e90\u5c40\u5c40\u957f", "unit": "\u53bf\u81ea\u7136\u8d44\u6e90\u5c40"}, {"role": "\u6210\u5458", "name": "\u767d\u6986", "title": "\u53bf\u6c34\u5229\u5c40\u5c40\u957f", "unit": "\u53bf\u6c34\u5229\u5c40"}, {"role": "\u6210\u5458", "name": "\u675c\u82e5\u5ddd", "title": "\u53bf\u57ce\u5e02\u7ba1\u7406\u5c40\u5c40\u957f", "unit": "\u53bf\u57ce\u5e02\u7ba1\u7406\u5c40"}, {"role": "\u6210\u5458", "name": "\u7eaa\u542c\u96e8", "title": "\u53bf\u536b\u751f\u5065\u5eb7\u5c40\u526f\u5c40\u957f", "unit": "\u53bf\u536b\u751f\u5065\u5eb7\u5c40"}, {"role": "\u6210\u5458", "name": "\u65b9\u6b62\u6208", "title": "\u53bf\u5e94\u6025\u7ba1\u7406\u5c40\u526f\u5c40\u957f", "unit": "\u53bf\u5e94\u6025\u7ba1\u7406\u5c40"}, {"role": "\u6210\u5458", "name": "\u7530\u7267\u4e4b", "title": "\u53bf\u5e02\u573a\u76d1\u7ba1\u5c40\u526f\u5c40\u957f", "unit": "\u53bf\u5e02\u573a\u76d1\u7ba1\u5c40"}, {"role": "\u6210\u5458", "name": "\u77f3\u9e23\u8fdc", "title": "\u53bf\u6d88\u9632\u6551\u63f4\u5927\u961f\u8d1f\u8d23\u4eba", "unit": "\u53bf\u6d88\u9632\u6551\u63f4\u5927\u961f"}], "duties": [], "superiors": []}');



INSERT INTO public.prompt VALUES
	(7, 'blocked', '{"assignment": 24, "due": 26}', '2025-11-26 00:30:00+00'),
	(6, 'pending', '{"nonce": "c0139a", "lines": [{"number": 1, "assignment_id": 6, "due_id": 5, "title": "\u5212\u5b9a\u6539\u9020\u7247\u533a", "can_close": false, "indicator": false}, {"number": 2, "assignment_id": 10, "due_id": 0, "title": "\u63a8\u8fdb\u5c0f\u533a\u6539\u9020\u65bd\u5de5", "can_close": false, "indicator": false}], "held": [], "text": "\u57fa\u672c\u5b8c\u6210"}', '2025-11-26 00:30:00+00'),
	(4, 'edit', '{"task": 14, "field": "deadline"}', '2025-11-26 00:30:00+00');



INSERT INTO public.reading VALUES
	(1, 1, 37, '2025', '16', '2025-11-21 02:00:00+00');



INSERT INTO public.report VALUES
	(1, 1, 1, 5, NULL, '2025-11-03 01:30:00+00', 'received', NULL, '', NULL, NULL, NULL, NULL, NULL, 'accepted', '2025-11-03 01:30:00+00', NULL, NULL, NULL, NULL),
	(2, 36, 24, 5, NULL, '2025-11-03 01:30:00+00', 'received', NULL, '', NULL, NULL, NULL, NULL, NULL, 'accepted', '2025-11-03 01:30:00+00', NULL, NULL, NULL, NULL),
	(3, 5, 2, 5, NULL, '2025-11-03 01:30:00+00', 'received', NULL, '', NULL, NULL, NULL, NULL, NULL, 'accepted', '2025-11-03 01:30:00+00', NULL, NULL, NULL, NULL),
	(4, 28, 9, 5, NULL, '2025-11-03 01:30:00+00', 'received', NULL, '', NULL, NULL, NULL, NULL, NULL, 'accepted', '2025-11-03 01:30:00+00', NULL, NULL, NULL, NULL),
	(5, 43, 11, 5, NULL, '2025-11-03 01:30:00+00', 'received', NULL, '', NULL, NULL, NULL, NULL, NULL, 'accepted', '2025-11-03 01:30:00+00', NULL, NULL, NULL, NULL),
	(6, 9, 4, 5, NULL, '2025-11-03 01:30:00+00', 'received', NULL, '', NULL, NULL, NULL, NULL, NULL, 'accepted', '2025-11-03 01:30:00+00', NULL, NULL, NULL, NULL),
	(7, 17, 7, 5, NULL, '2025-11-03 01:30:00+00', 'received', NULL, '', NULL, NULL, NULL, NULL, NULL, 'accepted', '2025-11-03 01:30:00+00', NULL, NULL, NULL, NULL),
	(8, 39, NULL, 5, NULL, '2025-11-03 01:30:00+00', 'received', NULL, '', NULL, NULL, NULL, NULL, NULL, 'accepted', '2025-11-03 01:30:00+00', NULL, NULL, NULL, NULL),
	(9, 49, 14, 5, NULL, '2025-11-03 01:30:00+00', 'received', NULL, '', NULL, NULL, NULL, NULL, NULL, 'accepted', '2025-11-03 01:30:00+00', NULL, NULL, NULL, NULL),
	(10, 50, 16, 5, NULL, '2025-11-03 01:30:00+00', 'received', NULL, '', NULL, NULL, NULL, NULL, NULL, 'accepted', '2025-11-03 01:30:00+00', NULL, NULL, NULL, NULL),
	(11, 51, 18, 5, NULL, '2025-11-03 01:30:00+00', 'received', NULL, '', NULL, NULL, NULL, NULL, NULL, 'accepted', '2025-11-03 01:30:00+00', NULL, NULL, NULL, NULL),
	(12, 52, 20, 5, NULL, '2025-11-03 01:30:00+00', 'received', NULL, '', NULL, NULL, NULL, NULL, NULL, 'accepted', '2025-11-03 01:30:00+00', NULL, NULL, NULL, NULL),
	(13, 53, 22, 5, NULL, '2025-11-03 01:30:00+00', 'received', NULL, '', NULL, NULL, NULL, NULL, NULL, 'accepted', '2025-11-03 01:30:00+00', NULL, NULL, NULL, NULL),
	(14, 25, 8, 13, NULL, '2025-11-03 01:30:00+00', 'received', NULL, '', NULL, NULL, NULL, NULL, NULL, 'accepted', '2025-11-03 01:30:00+00', NULL, NULL, NULL, NULL),
	(15, 2, 1, 12, NULL, '2025-11-03 01:30:00+00', 'progress', 60, '进度60%，已走访12个小区', NULL, NULL, NULL, NULL, NULL, 'submitted', NULL, NULL, NULL, NULL, NULL),
	(17, 24, 8, 7, NULL, '2025-11-03 01:30:00+00', 'progress', 25, '', NULL, NULL, NULL, NULL, NULL, 'submitted', NULL, NULL, NULL, NULL, NULL),
	(18, 34, 10, 8, NULL, '2025-11-03 01:30:00+00', 'progress', NULL, '推进中，预计11月20日完成', NULL, NULL, '2025-11-20', NULL, NULL, 'submitted', NULL, NULL, NULL, NULL, NULL),
	(19, 21, 12, 8, NULL, '2025-11-03 01:30:00+00', 'no_change', NULL, '无变化', NULL, NULL, NULL, NULL, NULL, 'accepted', '2025-11-03 01:30:00+00', NULL, NULL, NULL, NULL),
	(20, 29, 9, 9, NULL, '2025-11-03 01:30:00+00', 'no_change', NULL, '', NULL, NULL, NULL, NULL, NULL, 'accepted', '2025-11-03 01:30:00+00', NULL, NULL, NULL, NULL),
	(21, 40, NULL, 9, NULL, '2025-11-03 01:30:00+00', 'no_change', NULL, '', NULL, NULL, NULL, NULL, NULL, 'accepted', '2025-11-03 01:30:00+00', NULL, NULL, NULL, NULL),
	(22, 23, 8, 9, NULL, '2025-11-03 01:30:00+00', 'no_change', NULL, '', NULL, NULL, NULL, NULL, NULL, 'accepted', '2025-11-03 01:30:00+00', NULL, NULL, NULL, NULL),
	(24, 27, 9, 10, NULL, '2025-11-03 01:30:00+00', 'progress', 30, '进度30%，正在清查', NULL, NULL, NULL, NULL, NULL, 'withdrawn', NULL, NULL, NULL, '2025-11-03 01:30:00+00', NULL),
	(25, 11, 4, 10, NULL, '2025-11-03 01:30:00+00', 'progress', 35, '进度35%，首批资金已下达', NULL, NULL, NULL, NULL, NULL, 'draft', NULL, NULL, NULL, NULL, NULL),
	(26, 35, 10, 14, NULL, '2025-11-03 01:30:00+00', 'progress', 50, '进度50%', NULL, NULL, NULL, NULL, NULL, 'withdrawn', NULL, NULL, NULL, '2025-11-03 01:30:00+00', NULL),
	(27, 35, 10, 14, NULL, '2025-11-03 01:30:00+00', 'progress', 55, '进度55%，排查完成过半', NULL, NULL, NULL, NULL, NULL, 'submitted', NULL, NULL, NULL, NULL, 26),
	(28, 19, 7, 15, NULL, '2025-11-03 01:30:00+00', 'extension', NULL, '2026年2月27日，设备排产', NULL, NULL, NULL, '2026-02-27', NULL, 'submitted', NULL, NULL, NULL, NULL, NULL),
	(29, 12, 4, 17, NULL, '2025-11-03 01:30:00+00', 'blocked', NULL, '资金未到位，需县财政局协调', '资金未到位，需县财政局协调', '县财政局', NULL, NULL, NULL, 'submitted', NULL, NULL, NULL, NULL, NULL),
	(31, 33, 10, 16, NULL, '2025-11-03 01:30:00+00', 'progress', 40, '进度40%，已清理21处', NULL, NULL, NULL, NULL, NULL, 'submitted', NULL, NULL, NULL, NULL, NULL),
	(23, 14, 6, 11, NULL, '2025-11-03 01:30:00+00', 'extension', NULL, '2026年1月30日，管材招标推迟', NULL, NULL, NULL, '2026-01-30', '2025-12-31', 'accepted', '2025-11-03 01:30:00+00', 4, NULL, NULL, NULL),
	(30, 13, 4, 18, NULL, '2025-11-03 01:30:00+00', 'not_ours', NULL, '本街道没有纳入计划的小区', NULL, NULL, NULL, NULL, NULL, 'returned', '2025-11-03 01:30:00+00', 4, '街道有两个小区在计划内，请补报', NULL, NULL),
	(16, 6, 2, 6, NULL, '2025-11-03 01:30:00+00', 'blocked', NULL, '片区边界有争议，需县自然资源局协调', '片区边界有争议，需县自然资源局协调', '县自然资源局', NULL, NULL, NULL, 'accepted', '2025-11-03 01:30:00+00', 4, NULL, NULL, NULL),
	(32, 4, 2, 4, 4, '2025-11-03 01:30:00+00', 'progress', 20, '进度20%，底图正在制作', NULL, NULL, NULL, NULL, NULL, 'submitted', NULL, NULL, NULL, NULL, NULL),
	(33, 2, 1, 12, NULL, '2025-11-04 01:30:00+00', 'done', 100, '', NULL, NULL, NULL, NULL, NULL, 'submitted', NULL, NULL, NULL, NULL, NULL),
	(34, 1, 1, 5, NULL, '2025-11-04 01:30:00+00', 'closure', 100, '', NULL, NULL, NULL, NULL, NULL, 'accepted', '2025-11-04 01:30:00+00', 1, NULL, NULL, NULL),
	(35, 33, 10, 16, NULL, '2025-11-04 01:30:00+00', 'closure', 100, '', NULL, NULL, NULL, NULL, NULL, 'returned', '2025-11-04 01:30:00+00', 1, '请附首轮整治的照片', NULL, NULL),
	(36, 10, 4, 6, NULL, '2025-11-04 01:30:00+00', 'progress', 30, '进度30%，两个标段已开工', NULL, NULL, NULL, NULL, NULL, 'submitted', NULL, NULL, NULL, NULL, NULL),
	(37, 49, 14, 5, NULL, '2025-11-21 02:00:00+00', 'progress', NULL, '16', NULL, NULL, NULL, NULL, NULL, 'submitted', NULL, NULL, NULL, NULL, NULL),
	(38, 35, 10, 14, NULL, '2025-11-21 02:00:00+00', 'done', 100, '', NULL, NULL, NULL, NULL, NULL, 'submitted', NULL, NULL, NULL, NULL, NULL),
	(39, 33, 10, 16, NULL, '2025-11-21 02:00:00+00', 'closure', 100, '', NULL, NULL, NULL, NULL, NULL, 'submitted', NULL, NULL, NULL, NULL, NULL);



INSERT INTO public.seat VALUES
	(1, 1, 2, 'convenor', '副县长'),
	(2, 1, 3, 'deputy_convenor', '县政府办公室副主任'),
	(3, 1, 1, 'office_head', '副局长'),
	(4, 1, 1, 'office_staff', '城市更新股科员'),
	(5, 1, 1, 'liaison', '城市更新股股长'),
	(6, 1, 4, 'liaison', '投资股股长'),
	(7, 1, 5, 'liaison', '办公室副主任'),
	(8, 1, 6, 'liaison', '治安大队副大队长'),
	(9, 1, 7, 'liaison', '养老服务股股长'),
	(10, 1, 8, 'liaison', '经济建设股股长'),
	(11, 1, 9, 'liaison', ''),
	(12, 1, 10, 'liaison', '供排水股股长'),
	(13, 1, 11, 'liaison', '市政股股长'),
	(14, 1, 12, 'liaison', '人口家庭股科员'),
	(15, 1, 13, 'liaison', '综合股股长'),
	(16, 1, 14, 'liaison', '特种设备股股长'),
	(17, 1, 15, 'liaison', '防火监督员'),
	(18, 1, 18, 'liaison', '城建办主任'),
	(19, 1, 19, 'liaison', '城建办科员'),
	(20, 1, 20, 'liaison', '村镇建设办主任'),
	(21, 1, 21, 'liaison', '村镇建设办科员'),
	(22, 1, 22, 'liaison', ''),
	(23, 1, 23, 'liaison', '党政办副主任'),
	(24, 1, 16, 'liaison', ''),
	(25, 1, 24, 'liaison', '');



INSERT INTO public.shown VALUES
	(1, '1012', 1, 1, '[[1, 2, 2], [2, 15, 17], [3, 32, 33], [4, 20, 22]]', '2025-11-03 01:00:00+00'),
	(2, '1005', 2, 2, '[[1, 1, 1], [2, 36, 37], [3, 5, 4], [4, 28, 29], [5, 43, 82], [6, 9, 6], [7, 17, 19], [8, 39, 73], [9, 49, 83], [10, 50, 85], [11, 51, 87], [12, 52, 89], [13, 53, 91]]', '2025-11-03 01:00:00+00'),
	(3, '1008', 3, 3, '[[1, 34, 35], [2, 21, 23], [3, 31, 32]]', '2025-11-03 01:00:00+00'),
	(4, '1014', 4, 4, '[[1, 35, 36], [2, 37, 38]]', '2025-11-03 01:00:00+00'),
	(5, '1015', 5, 5, '[[1, 38, 39], [2, 19, 21]]', '2025-11-03 01:00:00+00'),
	(6, '1016', 6, 6, '[[1, 33, 34]]', '2025-11-03 01:00:00+00'),
	(7, '1006', 7, 7, '[[1, 6, 5], [2, 10, 7], [3, 30, 31]]', '2025-11-03 01:00:00+00'),
	(8, '1010', 8, 8, '[[1, 11, 8], [2, 27, 28]]', '2025-11-03 01:00:00+00'),
	(9, '1017', 9, 9, '[[1, 12, 9]]', '2025-11-03 01:00:00+00'),
	(10, '1018', 10, 10, '[[1, 13, 10]]', '2025-11-03 01:00:00+00'),
	(11, '1009', 11, 11, '[[1, 29, 30], [2, 40, 74], [3, 23, 25]]', '2025-11-03 01:00:00+00'),
	(12, '1011', 12, 12, '[[1, 14, 16]]', '2025-11-03 01:00:00+00'),
	(13, '1007', 13, 13, '[[1, 24, 26]]', '2025-11-03 01:00:00+00'),
	(14, '1013', 14, 14, '[[1, 25, 27]]', '2025-11-03 01:00:00+00'),
	(15, '1013', 16, NULL, '[[0, 25, null]]', '2025-11-03 01:30:00+00'),
	(16, '1012', 18, NULL, '[[0, 2, null], [1, 2, null]]', '2025-11-03 01:30:00+00'),
	(17, '1006', 19, NULL, '[[0, 6, 5], [1, 6, 5]]', '2025-11-03 01:30:00+00'),
	(18, '1006', 22, NULL, '[[0, 6, null]]', '2025-11-03 01:30:00+00'),
	(19, '1007', 24, NULL, '[[0, 24, null]]', '2025-11-03 01:30:00+00'),
	(20, '1011', 30, NULL, '[[0, 14, null]]', '2025-11-03 01:30:00+00'),
	(21, '1010', 32, NULL, '[[0, 27, null], [2, 27, null]]', '2025-11-03 01:30:00+00'),
	(22, '1010', 35, NULL, '[[0, 11, null], [1, 11, null]]', '2025-11-03 01:30:00+00'),
	(23, '1014', 37, NULL, '[[0, 35, null], [1, 35, null]]', '2025-11-03 01:30:00+00'),
	(24, '1014', 40, NULL, '[[0, 35, null]]', '2025-11-03 01:30:00+00'),
	(25, '1015', 41, NULL, '[[0, 19, 21], [2, 19, 21]]', '2025-11-03 01:30:00+00'),
	(26, '1015', 44, NULL, '[[0, 19, null]]', '2025-11-03 01:30:00+00'),
	(27, '1017', 47, NULL, '[[0, 12, null]]', '2025-11-03 01:30:00+00'),
	(28, '1018', 50, NULL, '[[0, 13, null]]', '2025-11-03 01:30:00+00'),
	(29, '1016', 52, NULL, '[[0, 33, null], [1, 33, null]]', '2025-11-03 01:30:00+00'),
	(30, '1012', 98, NULL, '[[0, 2, null]]', '2025-11-04 01:30:00+00'),
	(31, '1012', 99, NULL, '[[0, 2, null]]', '2025-11-04 01:30:00+00'),
	(32, '1005', 101, NULL, '[[0, 1, null]]', '2025-11-04 01:30:00+00'),
	(33, '1005', 103, NULL, '[[0, 1, null]]', '2025-11-04 01:30:00+00'),
	(34, '1016', 113, NULL, '[[0, 33, null]]', '2025-11-04 01:30:00+00'),
	(35, '1016', 115, NULL, '[[0, 33, null]]', '2025-11-04 01:30:00+00'),
	(36, '1006', 124, NULL, '[[1, 6, 5], [2, 10, 7]]', '2025-11-04 01:30:00+00'),
	(37, '1006', 126, NULL, '[[0, 10, null], [2, 10, null]]', '2025-11-04 01:30:00+00'),
	(38, '1008', 127, 26, '[[1, 34, 35]]', '2025-11-18 01:00:00+00'),
	(39, '1014', 128, 27, '[[1, 35, 36], [2, 37, 38]]', '2025-11-18 01:00:00+00'),
	(40, '1015', 129, 28, '[[1, 38, 39]]', '2025-11-18 01:00:00+00'),
	(41, '1016', 130, 29, '[[1, 33, 34]]', '2025-11-21 01:00:00+00'),
	(42, '1005', 131, 30, '[[1, 36, 37]]', '2025-11-21 01:00:00+00'),
	(43, '1005', 133, NULL, '[[0, 49, null]]', '2025-11-21 02:00:00+00'),
	(44, '1005', 136, NULL, '[[0, 49, null]]', '2025-11-21 02:00:00+00'),
	(45, '1014', 138, NULL, '[[0, 35, null]]', '2025-11-21 02:00:00+00'),
	(46, '1014', 139, NULL, '[[0, 35, null]]', '2025-11-21 02:00:00+00'),
	(47, '1016', 141, NULL, '[[0, 33, null]]', '2025-11-21 02:00:00+00'),
	(48, '1016', 143, NULL, '[[0, 33, null]]', '2025-11-21 02:00:00+00'),
	(49, '1014', 146, 33, '[[1, 37, 38]]', '2025-11-24 01:00:00+00'),
	(50, '1014', 147, 35, '[[1, 37, 38]]', '2025-11-25 01:00:00+00');
INSERT INTO public.shown VALUES
	(51, '1005', 148, 37, '[[1, 5, 4]]', '2025-11-25 01:00:00+00'),
	(52, '1006', 149, 38, '[[1, 6, 5]]', '2025-11-25 01:00:00+00'),
	(53, '1007', 151, NULL, '[[1, 24, 26]]', '2025-11-26 00:30:00+00'),
	(54, '1006', 154, NULL, '[[0, 10, null]]', '2025-11-26 00:30:00+00'),
	(55, '1005', 158, NULL, '[[0, 9, null]]', '2025-11-26 00:30:00+00'),
	(56, '1006', 165, 39, '[[1, 10, 7]]', '2025-11-26 01:00:00+00'),
	(57, '1010', 166, 40, '[[1, 11, 8]]', '2025-11-26 01:00:00+00'),
	(58, '1005', 167, 42, '[[1, 28, 29], [2, 43, 82]]', '2025-11-26 01:00:00+00');



INSERT INTO public.task VALUES
	(2, 1, 1, '2', '（一）摸清底数，科学谋划', '划定改造片区', '编制片区改造图，明确片区范围、改造顺序和公共空间布局，2025年12月5日前报县政府审定。', '["\u82cf\u671b\u6eaa"]', '2025年12月5日前', false, '[]', '表2第4行', '2 划定改造片区 编制片区改造图，明确片区范围、改造顺序和公共空间布局，2025年12月5日前报县政府审定。 县自然资源局 县住房城乡建设局、县发展改革局 苏望溪 2025年12月5日前', 0.95, false, NULL, NULL, NULL, NULL, NULL),
	(4, 1, 3, '4', '（二）分类施策，加快改造', '推进小区改造施工', '倒排工期、挂图施工，纳入计划的小区2025年底完工率达到50%，2026年6月底完工率达到80%。', '["\u7f57\u6e05\u79be", "\u90b5\u542f\u5c9a"]', '2026年6月底', false, '[]', '表2第7行', '4 推进小区改造施工 倒排工期、挂图施工，纳入计划的小区2025年底完工率达到50%，2026年6月底完工率达到80%。 县住房城乡建设局、县发展改革局 县财政局、枕溪街道办事处、听松街道办事处 罗清禾、邵启岚 2026年6月底', 0.95, false, NULL, NULL, NULL, NULL, NULL),
	(5, 1, 4, '5', '（二）分类施策，加快改造', '更新老化管网', '更换破损供水管道，改造雨污合流管线，2025年12月31日前完成6个小区。', '["\u767d\u6986"]', '2025年12月31日前', false, '[]', '表2第8行', '5 更新老化管网 更换破损供水管道，改造雨污合流管线，2025年12月31日前完成6个小区。 县水利局 县城市管理局、县供水公司 白榆 2025年12月31日前', 0.95, false, NULL, NULL, NULL, NULL, NULL),
	(6, 1, 5, '6', '（二）分类施策，加快改造', '加装既有住宅电梯', '实行一次告知、并联审核，引导居民协商出资，2025年12月31日前新增加装电梯5台。', '["\u7f57\u6e05\u79be"]', '2025年12月31日前', false, '[]', '表2第9行', '6 加装既有住宅电梯 实行一次告知、并联审核，引导居民协商出资，2025年12月31日前新增加装电梯5台。 县住房城乡建设局 县自然资源局、县市场监管局 罗清禾 2025年12月31日前', 0.95, false, NULL, NULL, NULL, NULL, NULL),
	(7, 1, 6, '7', '（二）分类施策，加快改造', '整理空中线缆', '对乱拉乱挂的线缆实行归并、入管，清除废弃线杆，消除安全隐患。', '["\u675c\u82e5\u5ddd"]', NULL, false, '[]', '表2第10行', '7 整理空中线缆 对乱拉乱挂的线缆实行归并、入管，清除废弃线杆，消除安全隐患。 县城市管理局 县公安局、县大数据中心 杜若川', 0.95, false, NULL, NULL, NULL, NULL, NULL),
	(8, 1, 7, '8', '（三）补齐短板，完善配套', '增设养老托育设施', '利用小区存量房屋建设养老服务站和托育点，2026年3月31日前，每个改造片区至少建成1处。', '["\u67f3\u627f\u6069"]', '2026年3月31日前', false, '[]', '表2第12行', '8 增设养老托育设施 利用小区存量房屋建设养老服务站和托育点，2026年3月31日前，每个改造片区至少建成1处。 县民政局 县教委、县卫生健康局、各乡镇（街道） 柳承恩 2026年3月31日前', 0.95, false, NULL, NULL, NULL, NULL, NULL),
	(9, 1, 8, '9', '（三）补齐短板，完善配套', '盘活闲置用房', '清查机关和国有企业闲置房屋，列出可用清单，2025年12月31日前移交首批房屋用于社区服务。', '["\u848b\u4ea6\u821f"]', '2025年12月31日前', false, '[]', '表2第13行', '9 盘活闲置用房 清查机关和国有企业闲置房屋，列出可用清单，2025年12月31日前移交首批房屋用于社区服务。 县财政局 县住房城乡建局、县民政局 蒋亦舟 2025年12月31日前', 0.95, false, NULL, NULL, NULL, NULL, NULL),
	(11, 1, 10, '11', '（四）守牢安全，长效管理', '打通消防通道', '清除占用、堵塞疏散通道和消防车通道的障碍物，2025年11月28日前完成首轮整治。', '["\u77f3\u9e23\u8fdc"]', '2025年11月28日前', false, '[]', '表2第16行', '11 打通消防通道 清除占用、堵塞疏散通道和消防车通道的障碍物，2025年11月28日前完成首轮整治。 县消防救援大队 县公安局、县应急管理局 石鸣远 2025年11月28日前', 0.95, false, NULL, NULL, NULL, NULL, NULL),
	(12, 1, 11, '12', '（四）守牢安全，长效管理', '检查施工质量安全', '对在建小区每月开展一次联合检查，列出问题清单，逐项整改销号。', '["\u7f57\u6e05\u79be"]', '每月底前', true, '[{"every": "month", "target": "\u5f00\u5c55\u4e00\u6b21\u8054\u5408\u68c0\u67e5"}]', '表2第17行', '12 检查施工质量安全 对在建小区每月开展一次联合检查，列出问题清单，逐项整改销号。 县住房城乡建设局 县应急管理局、县市场监管局 罗清禾 每月底前', 0.95, false, NULL, NULL, NULL, NULL, NULL),
	(14, 1, 13, '14', '（四）守牢安全，长效管理', '上线改造信息平台', '归集小区档案、工程进度和居民评价，2025年12月31日前上线运行。', '["\u8bb8\u77e5\u5357"]', '2025年12月31日前', false, '[]', '表2第19行', '14 上线改造信息平台 归集小区档案、工程进度和居民评价，2025年12月31日前上线运行。 县大数据中心 县住房城乡建设局 许知南 2025年12月31日前', 0.95, false, NULL, NULL, NULL, NULL, NULL),
	(10, 1, 9, '10', '（三）补齐短板，完善配套', '建设停车充电设施', '用好边角空地，按需布设停车泊位和电动自行车充电设施，优先解决老人多、车位少的小区。', '["\u90b5\u542f\u5c9a"]', NULL, false, '[]', '表2第14行', '10 建设停车充电设施 用好边角空地，按需布设停车泊位和电动自行车充电设施，优先解决老人多、车位少的小区。 县发展改革局 县公安局、县城市管理局 邵启岚', 0.95, false, NULL, NULL, '2025-11-03 01:30:00+00', NULL, NULL),
	(1, 1, 0, '1', '（一）摸清底数，科学谋划', '开展小区底数排查', '对建成年代较早的住宅小区逐栋走访，查清房屋、管线、消防和配套设施情况，形成“一小区一档案”，2025年11月10日前报联席会议办公室。', '["\u7f57\u6e05\u79be"]', '2025年11月10日前', false, '[]', '表2第3行', '1 开展小区底数排查 对建成年代较早的住宅小区逐栋走访，查清房屋、管线、消防和配套设施情况，形成“一小区一档案”，2025年11月10日前报联席会议办公室。 县住房城乡建设局 县城市管理局、各乡镇（街道） 罗清禾 2025年11月10日前', 0.95, false, NULL, NULL, NULL, NULL, '2025-11-04 01:30:00+00'),
	(3, 1, 2, '3', '（一）摸清底数，科学谋划', '制定资金管理办法', '明确财政补助、居民出资和社会力量参与的范围、比例和程序，2025年10月31日前印发。', '["\u848b\u4ea6\u821f"]', '2025年10月31日前', false, '[]', '表2第5行', '3 制定资金管理办法 明确财政补助、居民出资和社会力量参与的范围、比例和程序，2025年10月31日前印发。 县财政局 县住房城乡建设局 蒋亦舟 2025年10月31日前', 0.95, false, NULL, NULL, NULL, '2025-11-03 00:00:00+00', NULL),
	(15, 1, 14, '15', '三、组织实施', '保障资金投入', '统筹上级补助、县级财政和专项债券资金，优先用于地下管网和消防设施改造。', '[]', NULL, false, '[]', '第44段', '（二）保障资金投入。统筹上级补助、县级财政和专项债券资金，优先用于地下管网和消防设施改造。（责任单位：县财政局、县发展改革局）', 0.95, false, NULL, NULL, '2025-11-03 00:00:00+00', NULL, NULL),
	(16, 1, 15, '16', '三、组织实施', '做好群众工作', '改造前公开方案，改造中听取意见，改造后组织居民评议，让群众全程参与。', '[]', NULL, false, '[]', '第46段', '（四）做好群众工作。改造前公开方案，改造中听取意见，改造后组织居民评议，让群众全程参与。（责任单位：县民政局、枕溪街道办事处、听松街道办事处）', 0.95, false, NULL, NULL, '2025-11-03 00:00:00+00', NULL, NULL),
	(13, 1, 12, '13', '（四）守牢安全，长效管理', '完善物业管理机制', '指导改造后的小区成立业主委员会或者引入物业服务，规范维修资金补缴和使用，防止改后失管。', '["\u7f57\u6e05\u79be"]', '长期', true, '[{"every": "quarter", "target": ""}]', '表2第18行', '13 完善物业管理机制 指导改造后的小区成立业主委员会或者引入物业服务，规范维修资金补缴和使用，防止改后失管。 县住房城乡建设局 县民政局、各乡镇（街道） 罗清禾 长期', 0.95, false, NULL, NULL, NULL, NULL, NULL),
	(17, 1, 16, '指标1', NULL, '报送指标：累计改造老旧小区', '累计改造老旧小区（个）', '[]', NULL, false, '[]', '', '', 1, false, NULL, 1, NULL, NULL, NULL),
	(18, 1, 17, '指标2', NULL, '报送指标：累计惠及居民', '累计惠及居民（户）', '[]', NULL, false, '[]', '', '', 1, false, NULL, 2, NULL, NULL, NULL),
	(19, 1, 18, '指标3', NULL, '报送指标：纳入计划小区完工率', '纳入计划小区完工率（%）', '[]', NULL, false, '[]', '', '', 1, false, NULL, 3, NULL, NULL, NULL),
	(20, 1, 19, '指标4', NULL, '报送指标：累计加装电梯', '累计加装电梯（台）', '[]', NULL, false, '[]', '', '', 1, false, NULL, 4, NULL, NULL, NULL),
	(21, 1, 20, '指标5', NULL, '报送指标：改造小区居民满意度', '改造小区居民满意度（%）', '[]', NULL, false, '[]', '', '', 1, false, NULL, 5, NULL, NULL, NULL);



INSERT INTO public.tenure VALUES
	(1, 1, 1, 'holder', '2025-11-03', NULL),
	(2, 2, 2, 'holder', '2025-11-03', NULL),
	(3, 3, 3, 'holder', '2025-11-03', NULL),
	(4, 4, 4, 'holder', '2025-11-03', NULL),
	(5, 5, 5, 'holder', '2025-11-03', NULL),
	(6, 6, 6, 'holder', '2025-11-03', NULL),
	(7, 7, 7, 'holder', '2025-11-03', NULL),
	(8, 8, 8, 'holder', '2025-11-03', NULL),
	(9, 9, 9, 'holder', '2025-11-03', NULL),
	(10, 10, 10, 'holder', '2025-11-03', NULL),
	(11, 12, 11, 'holder', '2025-11-03', NULL),
	(12, 13, 12, 'holder', '2025-11-03', NULL),
	(13, 14, 13, 'holder', '2025-11-03', NULL),
	(14, 15, 14, 'holder', '2025-11-03', NULL),
	(15, 16, 15, 'holder', '2025-11-03', NULL),
	(16, 17, 16, 'holder', '2025-11-03', NULL),
	(17, 18, 17, 'holder', '2025-11-03', NULL),
	(18, 19, 18, 'holder', '2025-11-03', NULL),
	(19, 20, 19, 'holder', '2025-11-03', NULL),
	(20, 21, 20, 'holder', '2025-11-03', NULL),
	(21, 23, 21, 'holder', '2025-11-03', NULL),
	(22, 8, 22, 'deputy', '2025-12-10', '2025-12-14'),
	(23, 22, 23, 'holder', '2025-11-03', NULL);



INSERT INTO public.unit VALUES
	(1, 1, '县住房城乡建设局', 'unit', NULL),
	(2, 1, '望澜县人民政府', 'unit', NULL),
	(3, 1, '县政府办公室', 'unit', NULL),
	(4, 1, '县发展改革局', 'unit', NULL),
	(5, 1, '县教育局', 'unit', NULL),
	(6, 1, '县公安局', 'unit', NULL),
	(7, 1, '县民政局', 'unit', NULL),
	(8, 1, '县财政局', 'unit', NULL),
	(9, 1, '县自然资源局', 'unit', NULL),
	(10, 1, '县水利局', 'unit', NULL),
	(11, 1, '县城市管理局', 'unit', NULL),
	(12, 1, '县卫生健康局', 'unit', NULL),
	(13, 1, '县应急管理局', 'unit', NULL),
	(14, 1, '县市场监管局', 'unit', NULL),
	(15, 1, '县消防救援大队', 'unit', NULL),
	(16, 1, '县大数据中心', 'unit', NULL),
	(17, 1, '各乡镇（街道）', 'group', NULL),
	(18, 1, '枕溪街道', 'unit', NULL),
	(19, 1, '听松街道', 'unit', NULL),
	(20, 1, '青梧岭镇', 'unit', NULL),
	(21, 1, '雁回桥镇', 'unit', NULL),
	(22, 1, '桑榆坪镇', 'unit', NULL),
	(23, 1, '石笋湾乡', 'unit', NULL),
	(24, 1, '县供水公司', 'unit', NULL);



INSERT INTO public.unit_alias VALUES
	(1, 1, 2, '县人民政府'),
	(2, 1, 2, '县政府'),
	(3, 1, 3, '县政府办'),
	(4, 1, 1, '县住建局'),
	(5, 1, 1, '县住房和城乡建设局'),
	(6, 1, 4, '县发改局'),
	(7, 1, 4, '县发展和改革局'),
	(8, 1, 5, '县教委'),
	(9, 1, 5, '县教育委员会'),
	(10, 1, 9, '县自然资源和规划局'),
	(11, 1, 10, '县水务局'),
	(12, 1, 11, '县城管局'),
	(13, 1, 11, '县综合行政执法局'),
	(14, 1, 12, '县卫健局'),
	(15, 1, 12, '县卫生健康委'),
	(16, 1, 13, '县应急局'),
	(17, 1, 14, '县市场监督管理局'),
	(18, 1, 15, '县消防大队'),
	(19, 1, 16, '县大数据发展中心'),
	(20, 1, 17, '各乡镇街道'),
	(21, 1, 17, '各镇街'),
	(22, 1, 17, '各乡镇人民政府（街道办事处）'),
	(23, 1, 18, '枕溪街道办事处'),
	(24, 1, 18, '枕溪街道办'),
	(25, 1, 19, '听松街道办事处'),
	(26, 1, 19, '听松街道办'),
	(27, 1, 20, '青梧岭镇人民政府'),
	(28, 1, 20, '青梧岭镇政府'),
	(29, 1, 21, '雁回桥镇人民政府'),
	(30, 1, 21, '雁回桥镇政府'),
	(31, 1, 22, '桑榆坪镇人民政府'),
	(32, 1, 22, '桑榆坪镇政府'),
	(33, 1, 23, '石笋湾乡人民政府'),
	(34, 1, 23, '石笋湾乡政府'),
	(35, 1, 1, '县住房城乡建局');



SELECT pg_catalog.setval('public.account_id_seq', 22, true);



SELECT pg_catalog.setval('public.ask_id_seq', 59, true);



SELECT pg_catalog.setval('public.assignment_id_seq', 53, true);



SELECT pg_catalog.setval('public.audit_entry_id_seq', 74, true);



SELECT pg_catalog.setval('public.chase_id_seq', 1, true);



SELECT pg_catalog.setval('public.checkpoint_id_seq', 39, true);



SELECT pg_catalog.setval('public.due_id_seq', 92, true);



SELECT pg_catalog.setval('public.evidence_id_seq', 1, true);



SELECT pg_catalog.setval('public.finding_id_seq', 3, true);



SELECT pg_catalog.setval('public.group_membership_id_seq', 6, true);



SELECT pg_catalog.setval('public.indicator_id_seq', 5, true);



SELECT pg_catalog.setval('public.invitation_id_seq', 7, true);



SELECT pg_catalog.setval('public.joint_meeting_id_seq', 1, true);



SELECT pg_catalog.setval('public.jurisdiction_id_seq', 1, true);



SELECT pg_catalog.setval('public.notice_id_seq', 47, true);



SELECT pg_catalog.setval('public.person_id_seq', 23, true);



SELECT pg_catalog.setval('public.plan_id_seq', 1, true);



SELECT pg_catalog.setval('public.reading_id_seq', 1, true);



SELECT pg_catalog.setval('public.report_id_seq', 39, true);



SELECT pg_catalog.setval('public.seat_id_seq', 25, true);



SELECT pg_catalog.setval('public.shown_id_seq', 58, true);



SELECT pg_catalog.setval('public.task_id_seq', 21, true);



SELECT pg_catalog.setval('public.tenure_id_seq', 23, true);



SELECT pg_catalog.setval('public.unit_alias_id_seq', 35, true);



SELECT pg_catalog.setval('public.unit_id_seq', 24, true);



ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_channel_address_key UNIQUE (channel, address);



ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);



ALTER TABLE ONLY public.ask
    ADD CONSTRAINT ask_due_id_rung_date_seat_id_key UNIQUE (due_id, rung_date, seat_id);



ALTER TABLE ONLY public.ask
    ADD CONSTRAINT ask_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.chase
    ADD CONSTRAINT chase_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.checkpoint
    ADD CONSTRAINT checkpoint_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.due
    ADD CONSTRAINT due_checkpoint_id_assignment_id_key UNIQUE (checkpoint_id, assignment_id);



ALTER TABLE ONLY public.due
    ADD CONSTRAINT due_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.fact
    ADD CONSTRAINT fact_pkey PRIMARY KEY (name);



ALTER TABLE ONLY public.finding
    ADD CONSTRAINT finding_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.group_membership
    ADD CONSTRAINT group_membership_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.indicator
    ADD CONSTRAINT indicator_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_code_hash_key UNIQUE (code_hash);



ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.joint_meeting
    ADD CONSTRAINT joint_meeting_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.jurisdiction
    ADD CONSTRAINT jurisdiction_name_key UNIQUE (name);



ALTER TABLE ONLY public.jurisdiction
    ADD CONSTRAINT jurisdiction_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_person_id_working_day_key UNIQUE (person_id, working_day);



ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.plan
    ADD CONSTRAINT plan_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.prompt
    ADD CONSTRAINT prompt_pkey PRIMARY KEY (person_id);



ALTER TABLE ONLY public.reading
    ADD CONSTRAINT reading_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.seat
    ADD CONSTRAINT seat_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.shown
    ADD CONSTRAINT shown_address_message_id_key UNIQUE (address, message_id);



ALTER TABLE ONLY public.shown
    ADD CONSTRAINT shown_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.task
    ADD CONSTRAINT task_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.tenure
    ADD CONSTRAINT tenure_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.unit_alias
    ADD CONSTRAINT unit_alias_jurisdiction_id_name_key UNIQUE (jurisdiction_id, name);



ALTER TABLE ONLY public.unit_alias
    ADD CONSTRAINT unit_alias_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.unit
    ADD CONSTRAINT unit_jurisdiction_id_name_key UNIQUE (jurisdiction_id, name);



ALTER TABLE ONLY public.unit
    ADD CONSTRAINT unit_pkey PRIMARY KEY (id);



CREATE INDEX ix_account_person_id ON public.account USING btree (person_id);



CREATE INDEX ix_ask_due_id ON public.ask USING btree (due_id);



CREATE INDEX ix_ask_notice_id ON public.ask USING btree (notice_id);



CREATE INDEX ix_assignment_task_id ON public.assignment USING btree (task_id);



CREATE INDEX ix_assignment_unit_id ON public.assignment USING btree (unit_id);



CREATE INDEX ix_audit_entry_at ON public.audit_entry USING btree (at);



CREATE INDEX ix_chase_due_id ON public.chase USING btree (due_id);



CREATE INDEX ix_checkpoint_task_id ON public.checkpoint USING btree (task_id);



CREATE INDEX ix_due_assignment_id ON public.due USING btree (assignment_id);



CREATE INDEX ix_due_checkpoint_id ON public.due USING btree (checkpoint_id);



CREATE INDEX ix_evidence_assignment_id ON public.evidence USING btree (assignment_id);



CREATE INDEX ix_finding_plan_id ON public.finding USING btree (plan_id);



CREATE INDEX ix_group_membership_group_id ON public.group_membership USING btree (group_id);



CREATE INDEX ix_group_membership_member_id ON public.group_membership USING btree (member_id);



CREATE INDEX ix_indicator_plan_id ON public.indicator USING btree (plan_id);



CREATE INDEX ix_invitation_seat_id ON public.invitation USING btree (seat_id);



CREATE INDEX ix_notice_person_id ON public.notice USING btree (person_id);



CREATE INDEX ix_notice_state ON public.notice USING btree (state);



CREATE INDEX ix_plan_file_hash ON public.plan USING btree (file_hash);



CREATE INDEX ix_plan_meeting_id ON public.plan USING btree (meeting_id);



CREATE INDEX ix_reading_indicator_id ON public.reading USING btree (indicator_id);



CREATE INDEX ix_report_assignment_id ON public.report USING btree (assignment_id);



CREATE INDEX ix_report_at ON public.report USING btree (at);



CREATE INDEX ix_seat_meeting_id ON public.seat USING btree (meeting_id);



CREATE INDEX ix_seat_unit_id ON public.seat USING btree (unit_id);



CREATE INDEX ix_shown_address ON public.shown USING btree (address);



CREATE INDEX ix_task_plan_id ON public.task USING btree (plan_id);



CREATE INDEX ix_tenure_person_id ON public.tenure USING btree (person_id);



CREATE INDEX ix_tenure_seat_id ON public.tenure USING btree (seat_id);



CREATE INDEX ix_unit_alias_unit_id ON public.unit_alias USING btree (unit_id);



ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);



ALTER TABLE ONLY public.ask
    ADD CONSTRAINT ask_due_id_fkey FOREIGN KEY (due_id) REFERENCES public.due(id);



ALTER TABLE ONLY public.ask
    ADD CONSTRAINT ask_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES public.notice(id);



ALTER TABLE ONLY public.ask
    ADD CONSTRAINT ask_seat_id_fkey FOREIGN KEY (seat_id) REFERENCES public.seat(id);



ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES public.assignment(id);



ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_task_id_fkey FOREIGN KEY (task_id) REFERENCES public.task(id);



ALTER TABLE ONLY public.assignment
    ADD CONSTRAINT assignment_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);



ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);



ALTER TABLE ONLY public.chase
    ADD CONSTRAINT chase_due_id_fkey FOREIGN KEY (due_id) REFERENCES public.due(id);



ALTER TABLE ONLY public.chase
    ADD CONSTRAINT chase_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);



ALTER TABLE ONLY public.checkpoint
    ADD CONSTRAINT checkpoint_task_id_fkey FOREIGN KEY (task_id) REFERENCES public.task(id);



ALTER TABLE ONLY public.due
    ADD CONSTRAINT due_assignment_id_fkey FOREIGN KEY (assignment_id) REFERENCES public.assignment(id);



ALTER TABLE ONLY public.due
    ADD CONSTRAINT due_checkpoint_id_fkey FOREIGN KEY (checkpoint_id) REFERENCES public.checkpoint(id);



ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_assignment_id_fkey FOREIGN KEY (assignment_id) REFERENCES public.assignment(id);



ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);



ALTER TABLE ONLY public.evidence
    ADD CONSTRAINT evidence_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.report(id);



ALTER TABLE ONLY public.finding
    ADD CONSTRAINT finding_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES public.plan(id);



ALTER TABLE ONLY public.group_membership
    ADD CONSTRAINT group_membership_group_id_fkey FOREIGN KEY (group_id) REFERENCES public.unit(id);



ALTER TABLE ONLY public.group_membership
    ADD CONSTRAINT group_membership_member_id_fkey FOREIGN KEY (member_id) REFERENCES public.unit(id);



ALTER TABLE ONLY public.indicator
    ADD CONSTRAINT indicator_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES public.plan(id);



ALTER TABLE ONLY public.indicator
    ADD CONSTRAINT indicator_supplier_id_fkey FOREIGN KEY (supplier_id) REFERENCES public.unit(id);



ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);



ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_seat_id_fkey FOREIGN KEY (seat_id) REFERENCES public.seat(id);



ALTER TABLE ONLY public.joint_meeting
    ADD CONSTRAINT joint_meeting_jurisdiction_id_fkey FOREIGN KEY (jurisdiction_id) REFERENCES public.jurisdiction(id);



ALTER TABLE ONLY public.joint_meeting
    ADD CONSTRAINT joint_meeting_office_unit_id_fkey FOREIGN KEY (office_unit_id) REFERENCES public.unit(id);



ALTER TABLE ONLY public.notice
    ADD CONSTRAINT notice_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);



ALTER TABLE ONLY public.person
    ADD CONSTRAINT person_jurisdiction_id_fkey FOREIGN KEY (jurisdiction_id) REFERENCES public.jurisdiction(id);



ALTER TABLE ONLY public.plan
    ADD CONSTRAINT plan_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES public.joint_meeting(id);



ALTER TABLE ONLY public.prompt
    ADD CONSTRAINT prompt_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);



ALTER TABLE ONLY public.reading
    ADD CONSTRAINT reading_indicator_id_fkey FOREIGN KEY (indicator_id) REFERENCES public.indicator(id);



ALTER TABLE ONLY public.reading
    ADD CONSTRAINT reading_report_id_fkey FOREIGN KEY (report_id) REFERENCES public.report(id);



ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_assignment_id_fkey FOREIGN KEY (assignment_id) REFERENCES public.assignment(id);



ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_checkpoint_id_fkey FOREIGN KEY (checkpoint_id) REFERENCES public.checkpoint(id);



ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.person(id);



ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES public.person(id);



ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);



ALTER TABLE ONLY public.report
    ADD CONSTRAINT report_replaces_id_fkey FOREIGN KEY (replaces_id) REFERENCES public.report(id);



ALTER TABLE ONLY public.seat
    ADD CONSTRAINT seat_meeting_id_fkey FOREIGN KEY (meeting_id) REFERENCES public.joint_meeting(id);



ALTER TABLE ONLY public.seat
    ADD CONSTRAINT seat_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);



ALTER TABLE ONLY public.shown
    ADD CONSTRAINT shown_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES public.notice(id);



ALTER TABLE ONLY public.task
    ADD CONSTRAINT task_indicator_id_fkey FOREIGN KEY (indicator_id) REFERENCES public.indicator(id);



ALTER TABLE ONLY public.task
    ADD CONSTRAINT task_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES public.plan(id);



ALTER TABLE ONLY public.tenure
    ADD CONSTRAINT tenure_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person(id);



ALTER TABLE ONLY public.tenure
    ADD CONSTRAINT tenure_seat_id_fkey FOREIGN KEY (seat_id) REFERENCES public.seat(id);



ALTER TABLE ONLY public.unit_alias
    ADD CONSTRAINT unit_alias_jurisdiction_id_fkey FOREIGN KEY (jurisdiction_id) REFERENCES public.jurisdiction(id);



ALTER TABLE ONLY public.unit_alias
    ADD CONSTRAINT unit_alias_unit_id_fkey FOREIGN KEY (unit_id) REFERENCES public.unit(id);



ALTER TABLE ONLY public.unit
    ADD CONSTRAINT unit_jurisdiction_id_fkey FOREIGN KEY (jurisdiction_id) REFERENCES public.jurisdiction(id);




